import { describe } from 'vitest';
import * as file from './baseband.ts';
import { commandsContract, sample } from './commands.contract.ts';

describe('commands to the controller', () => {
  commandsContract(file, [
    sample(file.setEventMask, '010c 08 9080000200800020', {
      eventMask: new Set([4, 7, 15, 25, 47, 61]),
    }),
    sample(file.reset, '030c 00', {}),
    sample(
      file.readTransmitPowerLevel,
      '2d0c 03 0200 01',
      { connectionHandle: 2, type: 1 },
      '0200 f4',
      { connectionHandle: 2, txPowerLevel: -12 },
    ),
    sample(file.setControllerToHostFlowControl, '310c 01 01', { flowControlEnable: 1 }),
    sample(file.hostBufferSize, '330c 07 fb00 40 0800 0100', {
      hostAclDataPacketLength: 251,
      hostSynchronousDataPacketLength: 64,
      hostTotalNumAclDataPackets: 8,
      hostTotalNumSynchronousDataPackets: 1,
    }),
    sample(file.hostNumberOfCompletedPackets, '350c 09 02 0100 0300 0200 0401', {
      handles: [
        { connectionHandle: 1, hostNumCompletedPackets: 3 },
        { connectionHandle: 2, hostNumCompletedPackets: 260 },
      ],
    }),
    sample(file.setEventMaskPage2, '630c 08 0000800000000000', { eventMaskPage2: new Set([23]) }),
    sample(file.writeLeHostSupport, '6d0c 02 01 00', { leSupportedHost: true, unused: 0 }),
    sample(
      file.readAuthenticatedPayloadTimeout,
      '7b0c 02 0100',
      { connectionHandle: 1 },
      '0100 b80b',
      { connectionHandle: 1, authenticatedPayloadTimeout: 3000 },
    ),
    sample(
      file.writeAuthenticatedPayloadTimeout,
      '7c0c 04 0100 b80b',
      { connectionHandle: 1, authenticatedPayloadTimeout: 3000 },
      '0100',
      { connectionHandle: 1 },
    ),
  ]);
});
