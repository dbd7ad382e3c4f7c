import { describe } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-setup.ts';

const KEY = fromHex('000102030405060708090a0b0c0d0e0f');
const TEXT = fromHex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff');

describe('what LE controllers are asked and told first', () => {
  commandsContract(file, [
    sample(file.leSetEventMask, '0120 08 7f06000000000000', {
      leEventMask: new Set([0, 1, 2, 3, 4, 5, 6, 9, 10]),
    }),
    sample(file.leReadBufferSize, '0220 00', {}, 'fb00 0c', {
      leAclDataPacketLength: 251,
      totalNumLeAclDataPackets: 12,
    }),
    sample(file.leReadBufferSizeV2, '6020 00', {}, 'fb00 0c 7800 04', {
      leAclDataPacketLength: 251,
      totalNumLeAclDataPackets: 12,
      isoDataPacketLength: 120,
      totalNumIsoDataPackets: 4,
    }),
    sample(file.leReadLocalSupportedFeatures, '0320 00', {}, '2159000002000000', {
      leFeatures: new Set([0, 5, 8, 11, 12, 14, 33]),
    }),
    sample(file.leSetRandomAddress, '0520 06 665544 3322d1', { randomAddress: 0xd12233445566 }),
    sample(
      file.leEncrypt,
      `1720 20 000102030405060708090a0b0c0d0e0f f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff`,
      { key: KEY, plaintextData: TEXT },
      'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff',
      { encryptedData: TEXT },
    ),
    sample(file.leRand, '1820 00', {}, '0102030405060708', {
      randomNumber: fromHex('0102030405060708'),
    }),
    sample(file.leReadSupportedStates, '1c20 00', {}, 'ff00000000000080', {
      leStates: new Set([0, 1, 2, 3, 4, 5, 6, 7, 63]),
    }),
    sample(file.leReadTransmitPower, '4b20 00', {}, 'ec 14', { minTxPower: -20, maxTxPower: 20 }),
    sample(file.leSetHostFeature, '7420 02 20 01', { bitNumber: 32, bitValue: true }),
  ]);
});
