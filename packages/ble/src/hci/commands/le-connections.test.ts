import { describe } from 'vitest';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-connections.ts';

const WISHES = {
  connectionIntervalMin: 24,
  connectionIntervalMax: 40,
  maxLatency: 4,
  supervisionTimeout: 500,
  minCeLength: 1,
  maxCeLength: 2,
};

describe('making links and changing them', () => {
  commandsContract(file, [
    sample(
      file.leCreateConnection,
      '0d20 19 6000 3000 00 01 665544 3322d1 00 1800 2800 0400 f401 0100 0200',
      {
        leScanInterval: 96,
        leScanWindow: 48,
        initiatorFilterPolicy: false,
        peerAddressType: 1,
        peerAddress: 0xd12233445566,
        ownAddressType: 0,
        ...WISHES,
      },
    ),
    sample(file.leCreateConnectionCancel, '0e20 00', {}),
    sample(file.leConnectionUpdate, '1320 0e 4000 1800 2800 0400 f401 0100 0200', {
      connectionHandle: 0x40,
      ...WISHES,
    }),
    sample(file.leSetHostChannelClassification, '1420 05 01ff00001e', {
      channelMap: new Set([0, 8, 9, 10, 11, 12, 13, 14, 15, 33, 34, 35, 36]),
    }),
    sample(file.leReadChannelMap, '1520 02 0100', { connectionHandle: 1 }, '0100 0300000010', {
      connectionHandle: 1,
      channelMap: new Set([0, 1, 36]),
    }),
    sample(file.leReadRemoteFeatures, '1620 02 0100', { connectionHandle: 1 }),
    sample(
      file.leRemoteConnectionParameterRequestReply,
      '2020 0e 0100 0600 0c00 0000 c800 0100 0200',
      {
        connectionHandle: 1,
        intervalMin: 6,
        intervalMax: 12,
        maxLatency: 0,
        timeout: 200,
        minCeLength: 1,
        maxCeLength: 2,
      },
      '0100',
      { connectionHandle: 1 },
    ),
    sample(
      file.leRemoteConnectionParameterRequestNegativeReply,
      '2120 03 0100 3b',
      { connectionHandle: 1, reason: 0x3b },
      '',
      { connectionHandle: undefined },
    ),
  ]);
});
