import { describe } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-advertising.ts';

const FLAGS = fromHex('020106');

describe('legacy advertising', () => {
  commandsContract(file, [
    sample(file.leSetAdvertisingParameters, '0620 0f a000 f000 03 01 00 010000 38c1a4 07 00', {
      advertisingIntervalMin: 160,
      advertisingIntervalMax: 240,
      advertisingType: 3,
      ownAddressType: 1,
      peerAddressType: 0,
      peerAddress: 0xa4c138000001,
      advertisingChannelMap: 7,
      advertisingFilterPolicy: 0,
    }),
    sample(file.leReadAdvertisingPhysicalChannelTxPower, '0720 00', {}, 'fd', { txPowerLevel: -3 }),
    sample(file.leSetAdvertisingData, `0820 20 03 020106 ${'00'.repeat(28)}`, {
      advertisingData: FLAGS,
    }),
    sample(file.leSetScanResponseData, `0920 20 00 ${'00'.repeat(31)}`, {
      scanResponseData: fromHex(''),
    }),
    sample(file.leSetScanResponseData, `0920 20 1f ${'aa'.repeat(31)}`, {
      scanResponseData: fromHex('aa'.repeat(31)),
    }),
    sample(file.leSetAdvertisingEnable, '0a20 01 01', { advertisingEnable: true }),
    sample(file.leSetAdvertisingEnable, '0a20 01 00', { advertisingEnable: false }),
  ]);
});
