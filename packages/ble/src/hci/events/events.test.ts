import { describe, expect, it } from 'vitest';
import { decode } from '../../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../../core/index.ts';
import { eventPacket, type HciEvent, hciEvent, type LeSubevent } from '../event-packet.ts';
import * as leFiles from './index.ts';

const RANDOM_HEX = '0102030405060708';
const TIMING = { connectionInterval: 24, peripheralLatency: 4, supervisionTimeout: 500 };

/** Event code, length and parameters. */
const EVENTS: readonly (readonly [hex: string, event: HciEvent])[] = [
  [
    '05 04 00 4000 13',
    { kind: 'disconnectionComplete', status: 0, connectionHandle: 0x40, reason: 0x13 },
  ],
  [
    '08 04 05 4000 00',
    { kind: 'encryptionChange', status: 5, connectionHandle: 0x40, encryptionEnabled: 0 },
  ],
  [
    '59 05 00 4000 01 10',
    {
      kind: 'encryptionChangeV2',
      status: 0,
      connectionHandle: 0x40,
      encryptionEnabled: 1,
      encryptionKeySize: 16,
    },
  ],
  [
    '0c 08 00 4000 0d 5900 3412',
    {
      kind: 'readRemoteVersionInformationComplete',
      status: 0,
      connectionHandle: 0x40,
      version: 13,
      companyIdentifier: 0x59,
      subversion: 0x1234,
    },
  ],
  [
    '0e 04 01 030c 00',
    {
      kind: 'commandComplete',
      numHciCommandPackets: 1,
      commandOpcode: 0x0c03,
      returnParameters: fromHex('00'),
    },
  ],
  [
    '0e 03 05 0000',
    {
      kind: 'commandComplete',
      numHciCommandPackets: 5,
      commandOpcode: 0,
      returnParameters: fromHex(''),
    },
  ],
  [
    '0f 04 0c 02 0d20',
    { kind: 'commandStatus', status: 0x0c, numHciCommandPackets: 2, commandOpcode: 0x200d },
  ],
  ['10 01 42', { kind: 'hardwareError', hardwareCode: 0x42 }],
  [
    '13 09 02 4000 0100 4100 0301',
    {
      kind: 'numberOfCompletedPackets',
      handles: [
        { connectionHandle: 0x40, numCompletedPackets: 1 },
        { connectionHandle: 0x41, numCompletedPackets: 0x103 },
      ],
    },
  ],
  ['1a 01 01', { kind: 'dataBufferOverflow', linkType: 1 }],
  ['30 03 00 4000', { kind: 'encryptionKeyRefreshComplete', status: 0, connectionHandle: 0x40 }],
  ['57 02 4000', { kind: 'authenticatedPayloadTimeoutExpired', connectionHandle: 0x40 }],
  ['ff 02 beef', { kind: 'unknown', opcode: 0xff, parameters: fromHex('beef') }],
];

/** Subevent code and parameters; indicator, code and length stand in front of them all. */
const SUBEVENTS: readonly (readonly [hex: string, event: LeSubevent])[] = [
  [
    '01 00 4000 01 01 665544 3322d1 1800 0400 f401 05',
    {
      kind: 'leConnectionComplete',
      status: 0,
      connectionHandle: 0x40,
      role: 1,
      peerAddressType: 1,
      peerAddress: 0xd12233445566,
      ...TIMING,
      centralClockAccuracy: 5,
    },
  ],
  [
    '02 01 00 01 010000 38c1a4 03 020106 c4',
    {
      kind: 'leAdvertisingReport',
      reports: [
        {
          eventType: 0,
          addressType: 1,
          address: 0xa4c138000001,
          data: fromHex('020106'),
          rssi: -60,
        },
      ],
    },
  ],
  [
    '03 00 4000 1800 0400 f401',
    { kind: 'leConnectionUpdateComplete', status: 0, connectionHandle: 0x40, ...TIMING },
  ],
  [
    '04 00 4000 2159000000000000',
    {
      kind: 'leReadRemoteFeaturesComplete',
      status: 0,
      connectionHandle: 0x40,
      leFeatures: new Set([0, 5, 8, 11, 12, 14]),
    },
  ],
  [
    `05 4000 ${RANDOM_HEX} 3412`,
    {
      kind: 'leLongTermKeyRequest',
      connectionHandle: 0x40,
      randomNumber: fromHex(RANDOM_HEX),
      encryptedDiversifier: 0x1234,
    },
  ],
  [
    '06 4000 0600 0c00 0000 c800',
    {
      kind: 'leRemoteConnectionParameterRequest',
      connectionHandle: 0x40,
      intervalMin: 6,
      intervalMax: 12,
      maxLatency: 0,
      timeout: 200,
    },
  ],
  [
    '07 4000 fb00 4808 1b00 4801',
    {
      kind: 'leDataLengthChange',
      connectionHandle: 0x40,
      maxTxOctets: 251,
      maxTxTime: 2120,
      maxRxOctets: 27,
      maxRxTime: 328,
    },
  ],
  [
    `08 00 ${'11'.repeat(32)} ${'22'.repeat(32)}`,
    {
      kind: 'leReadLocalP256PublicKeyComplete',
      status: 0,
      keyXCoordinate: fromHex('11'.repeat(32)),
      keyYCoordinate: fromHex('22'.repeat(32)),
    },
  ],
  [
    `09 00 ${'33'.repeat(32)}`,
    { kind: 'leGenerateDhKeyComplete', status: 0, dhKey: fromHex('33'.repeat(32)) },
  ],
  [
    '0a 00 4000 00 01 665544 3322d1 010203 040540 000000 000000 1800 0400 f401 00',
    {
      kind: 'leEnhancedConnectionComplete',
      status: 0,
      connectionHandle: 0x40,
      role: 0,
      peerAddressType: 1,
      peerAddress: 0xd12233445566,
      localResolvablePrivateAddress: 0x400504030201,
      peerResolvablePrivateAddress: 0,
      ...TIMING,
      centralClockAccuracy: 0,
    },
  ],
  [
    '0b 01 01 01 665544 3322d1 01 010203 040540 c4',
    {
      kind: 'leDirectedAdvertisingReport',
      reports: [
        {
          eventType: 1,
          addressType: 1,
          address: 0xd12233445566,
          directAddressType: 1,
          directAddress: 0x400504030201,
          rssi: -60,
        },
      ],
    },
  ],
  [
    '0c 00 4000 02 03',
    { kind: 'lePhyUpdateComplete', status: 0, connectionHandle: 0x40, txPhy: 2, rxPhy: 3 },
  ],
  ['0d 00', { kind: 'leExtendedAdvertisingReport', reports: [] }],
  ['11', { kind: 'leScanTimeout' }],
  [
    '12 43 02 4000 05',
    {
      kind: 'leAdvertisingSetTerminated',
      status: 0x43,
      advertisingHandle: 2,
      connectionHandle: 0x40,
      numCompletedExtendedAdvertisingEvents: 5,
    },
  ],
  [
    '13 02 01 665544 3322d1',
    {
      kind: 'leScanRequestReceived',
      advertisingHandle: 2,
      scannerAddressType: 1,
      scannerAddress: 0xd12233445566,
    },
  ],
  [
    '14 4000 01',
    { kind: 'leChannelSelectionAlgorithm', connectionHandle: 0x40, channelSelectionAlgorithm: 1 },
  ],
  ['ee beef', { kind: 'unknown', opcode: 0xee, parameters: fromHex('beef') }],
];

const SAMPLES = [
  ...EVENTS,
  ...SUBEVENTS.map(([hex, subevent]) => {
    const parameters = fromHex(hex);
    const whole = Uint8Array.of(0x3e, parameters.length, ...parameters);
    return [toHex(whole), { kind: 'leMeta', subevent } satisfies HciEvent] as const;
  }),
];

describe('hciEvent', () => {
  it.each(SAMPLES)('reads %s', (hex, event) => {
    expect(decode(hciEvent, fromHex(hex))).toEqual(event);
  });

  it.each(SAMPLES)('writes %s behind its indicator', (hex, event) => {
    expect(toHex(eventPacket(event))).toBe(`04${toHex(fromHex(hex))}`);
  });

  it.each(SAMPLES)('refuses %s when it is cut short anywhere, or bytes are left over', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(hciEvent, whole.subarray(0, length))).toThrow(DecodeError);
    }
    expect(() => decode(hciEvent, Uint8Array.of(...whole, 0))).toThrow(DecodeError);
  });

  it('has a sample of every event that is declared', () => {
    const kinds: readonly string[] = [...EVENTS, ...SUBEVENTS].map(([, { kind }]) => kind);
    expect(kinds).toEqual(expect.arrayContaining(Object.keys(leFiles)));
  });
});
