import { describe } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-extended-advertising.ts';

describe('extended advertising', () => {
  commandsContract(file, [
    sample(file.leSetAdvertisingSetRandomAddress, '3520 07 02 665544 3322d1', {
      advertisingHandle: 2,
      randomAddress: 0xd12233445566,
    }),
    sample(
      file.leSetExtendedAdvertisingParameters,
      '3620 19 02 4100 a00000 f00001 07 01 00 010000 38c1a4 00 7f 01 03 02 05 01',
      {
        advertisingHandle: 2,
        advertisingEventProperties: {
          connectable: true,
          scannable: false,
          directed: false,
          highDutyCycle: false,
          legacy: false,
          anonymous: false,
          includeTxPower: true,
        },
        primaryAdvertisingIntervalMin: 160,
        primaryAdvertisingIntervalMax: 0x0100f0,
        primaryAdvertisingChannelMap: 7,
        ownAddressType: 1,
        peerAddressType: 0,
        peerAddress: 0xa4c138000001,
        advertisingFilterPolicy: 0,
        advertisingTxPower: 127,
        primaryAdvertisingPhy: 1,
        secondaryAdvertisingMaxSkip: 3,
        secondaryAdvertisingPhy: 2,
        advertisingSid: 5,
        scanRequestNotificationEnable: true,
      },
      'f8',
      { selectedTxPower: -8 },
    ),
    sample(file.leSetExtendedAdvertisingData, '3720 07 02 01 00 03 020106', {
      advertisingHandle: 2,
      operation: file.DataOperation.first,
      fragmentPreference: 0,
      advertisingData: fromHex('020106'),
    }),
    sample(
      file.leSetExtendedAdvertisingData,
      `3720 ff 02 00 01 fb ${'aa'.repeat(file.MAX_ADVERTISING_FRAGMENT)}`,
      {
        advertisingHandle: 2,
        operation: file.DataOperation.intermediate,
        fragmentPreference: 1,
        advertisingData: fromHex('aa'.repeat(file.MAX_ADVERTISING_FRAGMENT)),
      },
    ),
    sample(file.leSetExtendedScanResponseData, '3820 04 02 03 01 00', {
      advertisingHandle: 2,
      operation: file.DataOperation.complete,
      fragmentPreference: 1,
      scanResponseData: fromHex(''),
    }),
    sample(file.leSetExtendedAdvertisingEnable, '3920 0a 01 02 00 0000 00 02 e803 05', {
      enable: true,
      sets: [
        { advertisingHandle: 0, duration: 0, maxExtendedAdvertisingEvents: 0 },
        { advertisingHandle: 2, duration: 1000, maxExtendedAdvertisingEvents: 5 },
      ],
    }),
    sample(file.leSetExtendedAdvertisingEnable, '3920 02 00 00', { enable: false, sets: [] }),
    sample(file.leReadMaximumAdvertisingDataLength, '3a20 00', {}, '7206', {
      maxAdvertisingDataLength: 1650,
    }),
    sample(file.leReadNumberOfSupportedAdvertisingSets, '3b20 00', {}, '04', {
      numSupportedAdvertisingSets: 4,
    }),
    sample(file.leRemoveAdvertisingSet, '3c20 01 02', { advertisingHandle: 2 }),
    sample(file.leClearAdvertisingSets, '3d20 00', {}),
  ]);
});
