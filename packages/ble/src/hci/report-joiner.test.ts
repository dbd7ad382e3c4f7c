import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../core/index.ts';
import { DataStatus, type ExtendedAdvertisingReport } from './advertising-reports.ts';
import { type JoinedReport, ReportJoiner } from './report-joiner.ts';

const { complete, moreToCome, truncated } = DataStatus;

describe('ReportJoiner', () => {
  it('gives an advert of one report as it is', () => {
    const report = reportOf({ data: 'beef' });
    expect(new ReportJoiner().push(report, 0)).toEqual({
      report,
      data: fromHex('beef'),
      isTruncated: false,
    });
  });

  it('joins fragments in the order they came, and gives the last report with them', () => {
    const joiner = new ReportJoiner();
    expect(joiner.push(reportOf({ data: '0102', dataStatus: moreToCome }), 0)).toBeUndefined();
    expect(joiner.push(reportOf({ data: '03', dataStatus: moreToCome }), 1)).toBeUndefined();
    const last = reportOf({ data: '0405', rssi: -80 });
    expect(joiner.push(last, 2)).toEqual({
      report: last,
      data: fromHex('0102030405'),
      isTruncated: false,
    });
    expect(joiner.pending).toBe(0);
  });

  it('marks an advert of which the controller lost the rest', () => {
    const joiner = new ReportJoiner();
    joiner.push(reportOf({ data: '0102', dataStatus: moreToCome }), 0);
    expect(textOf(joiner.push(reportOf({ data: '03', dataStatus: truncated }), 1))).toBe(
      '010203 truncated',
    );
    expect(textOf(joiner.push(reportOf({ data: '04', dataStatus: truncated }), 2))).toBe(
      '04 truncated',
    );
  });

  it('takes the reserved data status for one of data that is missing', () => {
    expect(textOf(new ReportJoiner().push(reportOf({ data: '01', dataStatus: 3 }), 0))).toBe(
      '01 truncated',
    );
  });

  it('keeps senders, sets, kinds and address types apart, whatever their order', () => {
    const sources = [
      {},
      { address: 0xc00000000002 },
      { advertisingSid: 2 },
      { addressType: 0 },
      { isScanResponse: true },
    ];
    // Each source sends its fragments in order; which source is next is left to chance.
    const orders = fc.array(fc.nat(sources.length - 1), { maxLength: 60 });
    fc.assert(
      fc.property(orders, (order) => {
        const joiner = new ReportJoiner();
        const sent = sources.map(() => '');
        for (const [step, source] of order.entries()) {
          const data = toHex(Uint8Array.of(source, step));
          sent[source] += data;
          const dataStatus = step % 3 === 2 ? complete : moreToCome;
          const joined = joiner.push(reportOf({ ...sources[source], data, dataStatus }), step);
          expect(textOf(joined)).toBe(dataStatus === complete ? sent[source] : undefined);
          if (dataStatus === complete) sent[source] = '';
        }
        expect(joiner.pending).toBe(sent.filter((text) => text !== '').length);
      }),
    );
  });

  it('drops a beginning whose rest did not come within 5 s', () => {
    const joiner = new ReportJoiner();
    joiner.push(reportOf({ data: '01', dataStatus: moreToCome }), 1000);
    joiner.push(reportOf({ data: '02', dataStatus: moreToCome }), 6000);
    expect(textOf(joiner.push(reportOf({ data: '03' }), 11_000))).toBe('010203');

    joiner.push(reportOf({ data: '01', dataStatus: moreToCome }), 20_000);
    expect(textOf(joiner.push(reportOf({ data: '02' }), 25_001))).toBe('02');
    expect(joiner.pending).toBe(0);
  });

  it('drops a beginning when time jumps back, as between two recordings', () => {
    const joiner = new ReportJoiner();
    joiner.push(reportOf({ data: '01', dataStatus: moreToCome }), 1_000_000);
    expect(textOf(joiner.push(reportOf({ data: '02' }), 0))).toBe('02');
  });

  it('forgets those that never end, though nothing more is heard of them', () => {
    const joiner = new ReportJoiner();
    for (let address = 1; address <= 10; address++) {
      joiner.push(reportOf({ address, data: '01', dataStatus: moreToCome }), 0);
    }
    expect(joiner.pending).toBe(10);
    joiner.push(reportOf({ address: 99, data: '01' }), 5001);
    expect(joiner.pending).toBe(0);
  });

  it('waits for 64 adverts at once; the one that waits longest gives way', () => {
    const joiner = new ReportJoiner();
    const push = (address: number, data: string, dataStatus: number) =>
      textOf(joiner.push(reportOf({ address, data, dataStatus }), 0));
    for (let address = 1; address <= 64; address++) push(address, '01', moreToCome);
    push(1, '02', moreToCome);
    push(65, '01', moreToCome);
    expect(joiner.pending).toBe(64);
    expect(push(1, '03', complete)).toBe('010203');
    expect(push(2, '02', complete)).toBe('02');
    expect(push(65, '02', complete)).toBe('0102');
  });

  it('cuts off what is beyond 1,650 bytes, and says so (Vol 4, Part E, 7.8.57)', () => {
    const fragment = 'aa'.repeat(165);
    const all = fragment.repeat(10);
    for (const [fragments, end, text] of [
      [9, fragment, all],
      [10, '', all],
      [10, 'aa', `${all} truncated`],
      [11, '', `${all} truncated`],
      [500, fragment, `${all} truncated`],
    ] as const) {
      const joiner = new ReportJoiner();
      for (let i = 0; i < fragments; i++) {
        joiner.push(reportOf({ data: fragment, dataStatus: moreToCome }), i);
      }
      expect(textOf(joiner.push(reportOf({ data: end }), fragments))).toBe(text);
    }
  });
});

interface ReportParts {
  readonly data: string;
  readonly dataStatus?: number;
  readonly address?: number;
  readonly addressType?: number;
  readonly advertisingSid?: number;
  readonly isScanResponse?: boolean;
  readonly rssi?: number;
}

function reportOf(parts: ReportParts): ExtendedAdvertisingReport {
  return {
    eventType: {
      connectable: false,
      scannable: false,
      directed: false,
      scanResponse: parts.isScanResponse ?? false,
      legacy: false,
      dataStatus: parts.dataStatus ?? complete,
    },
    addressType: parts.addressType ?? 1,
    address: parts.address ?? 0xc00000000001,
    primaryPhy: 1,
    secondaryPhy: 1,
    advertisingSid: parts.advertisingSid ?? 1,
    txPower: 127,
    rssi: parts.rssi ?? -60,
    periodicAdvertisingInterval: 0,
    directAddressType: 0,
    directAddress: 0,
    data: fromHex(parts.data),
  };
}

/** The data of an advert and whether it is cut off; `undefined` while it is not whole. */
function textOf(joined: JoinedReport | undefined): string | undefined {
  return joined && toHex(joined.data) + (joined.isTruncated ? ' truncated' : '');
}
