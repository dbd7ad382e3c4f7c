import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../core/index.ts';
import {
  type AdvertisingReport,
  DataStatus,
  type ExtendedAdvertisingReport,
  leMetaPacket,
} from '../hci/index.ts';
import { everythingHeard, withstandsNoise } from './advert-listener.contract.ts';
import { AdvertListener } from './advert-listener.ts';

/** As published by people who recorded them, MiBeacon and ATC1441. */
const LEGACY =
  '043e290201000084535638c1a41d020106191695fe5858e4167284535638c1a42e8ea03b120000bf1855c7ac';
const EXTENDED =
  '043e2b0d011300004e7cbc38c1a40100ff7fb90000000000000000001110161a18a4c138bc7c4e0102284f0b6720';

describe('AdvertListener', () => {
  it('hears a legacy advert', () => {
    expect(everythingHeard(new AdvertListener().hear(fromHex(LEGACY), 1234))).toEqual([
      {
        address: 'A4:C1:38:56:53:84',
        addressType: 'public',
        rssiDbm: -84,
        data: '020106191695fe5858e4167284535638c1a42e8ea03b120000bf1855c7',
        timeMs: 1234,
        is: ['connectable'],
      },
    ]);
  });

  it('hears a legacy advert that came in an extended report: it has no set', () => {
    expect(everythingHeard(new AdvertListener().hear(fromHex(EXTENDED), 1234))).toEqual([
      {
        address: 'A4:C1:38:BC:7C:4E',
        addressType: 'public',
        rssiDbm: -71,
        data: '10161a18a4c138bc7c4e0102284f0b6720',
        timeMs: 1234,
        is: ['connectable'],
      },
    ]);
  });

  it('hears an extended advert: its set, its power, a private address', () => {
    const report = { addressType: 1, address: 0x5a0000000001, advertisingSid: 3, txPower: -12 };
    expect(everythingHeard(hear(extendedEvent({ ...report, data: fromHex('0102') })))).toEqual([
      {
        address: '5A:00:00:00:00:01',
        addressType: 'random',
        rssiDbm: -60,
        data: '0102',
        timeMs: 0,
        is: ['extended'],
        sid: 3,
        txPowerDbm: -12,
      },
    ]);
  });

  it.each([
    [0, ['connectable']],
    [1, ['connectable']],
    [2, []],
    [3, []],
    [4, ['scan response']],
  ])('knows what legacy event type %d is (Vol 4, Part E, 7.7.65.2)', (eventType, is) => {
    expect(everythingHeard(hear(legacyEvent({ eventType })))).toMatchObject([{ is }]);
  });

  it.each([
    [{ legacy: true, connectable: true, scannable: true }, ['connectable']],
    [{ legacy: true, scannable: true, scanResponse: true }, ['scan response']],
    [{ scanResponse: true, scannable: true }, ['scan response', 'extended']],
    [{ connectable: true }, ['connectable', 'extended']],
    [{ dataStatus: DataStatus.truncated }, ['extended', 'truncated']],
  ])('knows what an extended report of %o is (Vol 4, Part E, 7.7.65.13)', (type, is) => {
    expect(everythingHeard(hear(extendedEvent({}, type)))).toMatchObject([{ is }]);
  });

  it.each([
    [127, undefined],
    [126, 126],
    [0, 0],
    [-127, -127],
    [-128, -128],
  ])('takes a strength of %d for %s', (rssi, rssiDbm) => {
    expect(hear(legacyEvent({ rssi }))[0]?.rssiDbm).toBe(rssiDbm);
    expect(hear(extendedEvent({ rssi }))[0]?.rssiDbm).toBe(rssiDbm);
    expect(hear(extendedEvent({ txPower: rssi }))[0]?.txPowerDbm).toBe(rssiDbm);
  });

  it.each([
    [0, 0],
    [15, 15],
    [16, undefined],
    [0xff, undefined],
  ])('takes advertising set %d for %s', (advertisingSid, sid) => {
    expect(hear(extendedEvent({ advertisingSid }))[0]?.sid).toBe(sid);
  });

  it('gives all reports of an event, in their order', () => {
    const reports = [1, 2, 3].map((address) => ({ ...LEGACY_REPORT, address }));
    const packet = leMetaPacket({ kind: 'leAdvertisingReport', reports });
    expect(hear(packet).map(({ addressValue }) => addressValue)).toEqual([1, 2, 3]);
  });

  it('joins fragments over several events, those of other senders between them', () => {
    const listener = new AdvertListener();
    const more = { dataStatus: DataStatus.moreToCome };
    expect(listener.hear(extendedEvent({ address: 1, data: fromHex('0101') }, more), 0)).toEqual(
      [],
    );
    expect(listener.hear(extendedEvent({ address: 2, data: fromHex('0202') }, more), 1)).toEqual(
      [],
    );
    expect(listener.hear(legacyEvent({}), 2)).toHaveLength(1);
    expect(listener.hear(extendedEvent({ address: 1, data: fromHex('0303') }, more), 3)).toEqual(
      [],
    );

    const endOfTwo = extendedEvent({ address: 2, data: fromHex('0404') });
    expect(everythingHeard(listener.hear(endOfTwo, 4))).toMatchObject([
      { address: '00:00:00:00:00:02', data: '02020404', timeMs: 4 },
    ]);
    const endOfOne = extendedEvent({ address: 1, data: fromHex('0505') });
    expect(everythingHeard(listener.hear(endOfOne, 5))).toMatchObject([
      { address: '00:00:00:00:00:01', data: '010103030505', timeMs: 5 },
    ]);
  });

  it('joins fragments that stand in one event', () => {
    const type = { ...EXTENDED_REPORT.eventType, dataStatus: DataStatus.moreToCome };
    const reports = [
      { ...EXTENDED_REPORT, eventType: type, data: fromHex('01') },
      { ...EXTENDED_REPORT, data: fromHex('02') },
    ];
    const packet = leMetaPacket({ kind: 'leExtendedAdvertisingReport', reports });
    expect(everythingHeard(hear(packet))).toMatchObject([{ data: '0102' }]);
  });

  it.each([
    ['another kind of packet', '02 4020 0300 010203'],
    ['another event', '04 0e 04 01 030c 00'],
    ['another LE event', '04 3e 02 0a 00'],
    ['an event without reports', '04 3e 02 02 00'],
  ])('passes over %s', (_, hex) => {
    const listener = new AdvertListener();
    expect(listener.hear(fromHex(hex), 0)).toEqual([]);
    expect(listener.malformed).toBe(0);
  });

  it.each([LEGACY, EXTENDED])('counts %s as malformed when it is cut short anywhere', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      const listener = new AdvertListener();
      expect(listener.hear(whole.subarray(0, length), 0)).toEqual([]);
      // Two bytes tell that the packet is for somebody; only one of them, that it is an event.
      expect([length, listener.malformed]).toEqual([length, 1]);
    }
  });

  it.each([LEGACY, EXTENDED])('reads no further in %s than its length octet says', (hex) => {
    const listener = new AdvertListener();
    const longer = fromHex(`${hex}0102030405`);
    expect(everythingHeard(listener.hear(longer, 0))).toEqual(
      everythingHeard(listener.hear(fromHex(hex), 0)),
    );
    const short = fromHex(hex);
    short[2] = (short[2] ?? 0) - 1;
    expect(listener.hear(short, 0)).toEqual([]);
    expect(listener.malformed).toBe(1);
  });

  it.each([LEGACY, EXTENDED])('takes %s though its length octet says more', (hex) => {
    const listener = new AdvertListener();
    const long = fromHex(hex);
    long[2] = 0xff;
    expect(everythingHeard(listener.hear(long, 0))).toEqual(
      everythingHeard(listener.hear(fromHex(hex), 0)),
    );
    expect(listener.malformed).toBe(0);
  });

  it('goes on after a malformed event, which leaves nothing behind', () => {
    const listener = new AdvertListener();
    const begin = extendedEvent({ data: fromHex('01') }, { dataStatus: DataStatus.moreToCome });
    const reports = Uint8Array.of(
      ...begin.subarray(0, 2),
      begin.length - 3,
      0x0d,
      2,
      ...begin.subarray(5),
    );
    expect(listener.hear(reports, 0)).toEqual([]);
    expect(listener.malformed).toBe(1);
    expect(everythingHeard(listener.hear(extendedEvent({ data: fromHex('02') }), 1))).toMatchObject(
      [{ data: '02' }],
    );
  });

  it('withstands noise and damaged events: no exception, no advert that cannot be', () => {
    withstandsNoise({ sequences: 2000 });
  });
});

const LEGACY_REPORT: AdvertisingReport = {
  eventType: 0,
  addressType: 0,
  address: 0xa4c138000001,
  data: fromHex('020106'),
  rssi: -60,
};

const EXTENDED_REPORT: ExtendedAdvertisingReport = {
  eventType: {
    connectable: false,
    scannable: false,
    directed: false,
    scanResponse: false,
    legacy: false,
    dataStatus: DataStatus.complete,
  },
  addressType: 0,
  address: 0xa4c138000001,
  primaryPhy: 1,
  secondaryPhy: 1,
  advertisingSid: 0,
  txPower: 127,
  rssi: -60,
  periodicAdvertisingInterval: 0,
  directAddressType: 0,
  directAddress: 0,
  data: fromHex('020106'),
};

function legacyEvent(report: Partial<AdvertisingReport>): Uint8Array {
  return leMetaPacket({ kind: 'leAdvertisingReport', reports: [{ ...LEGACY_REPORT, ...report }] });
}

function extendedEvent(
  report: Partial<ExtendedAdvertisingReport>,
  type: Partial<ExtendedAdvertisingReport['eventType']> = {},
): Uint8Array {
  const eventType = { ...EXTENDED_REPORT.eventType, ...type };
  const reports = [{ ...EXTENDED_REPORT, ...report, eventType }];
  return leMetaPacket({ kind: 'leExtendedAdvertisingReport', reports });
}

function hear(packet: Uint8Array) {
  const listener = new AdvertListener();
  const adverts = listener.hear(packet, 0);
  expect(listener.malformed, toHex(packet)).toBe(0);
  return adverts;
}
