import { type Field, u16, u16be, u32, u32be, Writer } from '@bluebell/ble/codec';
import { DecodeError, fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { measuredAir } from './air-links.ts';
import { CaptureCutter } from './cutter.ts';
import { h4 } from './hci-links.ts';

interface Order {
  readonly u16: Field<number>;
  readonly u32: Field<number>;
}

const LITTLE: Order = { u16, u32 };
const BIG: Order = { u16: u16be, u32: u32be };
const PACKET = fromHex('040e0401030c00');
const H4 = 187;
const ETHERNET = 1;
const MEASURED_AIR = 256;

describe.each([
  ['least', LITTLE],
  ['most', BIG],
])('pcapng, %s significant byte first', (_, order) => {
  const { section, iface, enhanced, block } = blocksIn(order);

  it('reads enhanced packets, with microseconds where nothing is said (4.2)', () => {
    expect(recordsOf(section(), iface(H4), enhanced(0, 1_700_000_000_250_500))).toEqual([
      { timeMs: 1_700_000_000_250.5, link: h4, source: 0, flags: 0, data: PACKET },
    ]);
  });

  it.each([
    ['seconds', 0, 1_700_000_000, 1_700_000_000_000],
    ['milliseconds', 3, 1_700_000_000_250, 1_700_000_000_250],
    ['nanoseconds', 9, 1_700_000_000_250_000_000n, 1_700_000_000_250],
    ['parts of 1,024', 0x80 + 10, 1024 * 1000 + 512, 1_000_500],
  ])('counts time in %s when it is told to (if_tsresol)', (_, resolution, ticks, timeMs) => {
    const option = { code: 9, value: Uint8Array.of(resolution) };
    const [record] = recordsOf(section(), iface(H4, option), enhanced(0, ticks));
    expect(record?.timeMs).toBe(timeMs);
  });

  it('adds the seconds of if_tsoffset, which may be less than 0', () => {
    const value = bytesOf((to) => {
      const words = order === LITTLE ? [0xffff_fff6, 0xffff_ffff] : [0xffff_ffff, 0xffff_fff6];
      for (const word of words) order.u32.write(to, word);
    });
    const [record] = recordsOf(section(), iface(H4, { code: 14, value }), enhanced(0, 12_000_000));
    expect(record?.timeMs).toBe(2000);
  });

  it('finds options behind others of any length, and none behind their end (3.5)', () => {
    const comment = { code: 1, value: fromHex('6b69746368656e') };
    const end = { code: 0, value: fromHex('') };
    const milliseconds = { code: 9, value: Uint8Array.of(3) };
    const before = recordsOf(section(), iface(H4, comment, milliseconds, end), enhanced(0, 5));
    const behind = recordsOf(section(), iface(H4, comment, end, milliseconds), enhanced(0, 5000));
    expect([...before, ...behind].map(({ timeMs }) => timeMs)).toEqual([5, 5]);
  });

  it('tells interfaces apart, and leaves out those that are no Bluetooth', () => {
    const records = recordsOf(
      section(),
      iface(ETHERNET),
      iface(H4),
      iface(MEASURED_AIR),
      enhanced(2, 0),
      enhanced(0, 0),
      enhanced(1, 0),
    );
    expect(records.map(({ source, link }) => [source, link])).toEqual([
      [2, measuredAir],
      [1, h4],
    ]);
  });

  it('reads simple packets, which have no time of their own (4.4)', () => {
    const simple = block(3, (to) => {
      order.u32.write(to, PACKET.length);
      to.write(PACKET);
    });
    const records = recordsOf(section(), iface(H4), enhanced(0, 7_000_000), simple);
    expect(records[1]).toEqual({ timeMs: 7000, link: h4, source: 0, flags: 0, data: PACKET });
  });

  it('cuts simple packets where their interface does (4.4)', () => {
    const simple = block(3, (to) => {
      order.u32.write(to, 300);
      to.write(PACKET);
    });
    const limited = block(1, (to) => {
      order.u16.write(to, H4);
      order.u16.write(to, 0);
      order.u32.write(to, PACKET.length);
    });
    expect(recordsOf(section(), limited, simple)[0]?.data).toEqual(PACKET);
  });

  it('reads obsolete packets (Appendix A)', () => {
    const obsolete = block(2, (to) => {
      order.u16.write(to, 1);
      order.u16.write(to, 0xffff);
      for (const word of [0, 3_000_000, PACKET.length, PACKET.length]) order.u32.write(to, word);
      to.write(PACKET);
    });
    expect(recordsOf(section(), iface(ETHERNET), iface(H4), obsolete)).toEqual([
      { timeMs: 3000, link: h4, source: 1, flags: 0, data: PACKET },
    ]);
  });

  it('skips blocks that it does not know', () => {
    const statistics = block(5, (to) => to.write(new Uint8Array(20)));
    const custom = block(0x0bad, (to) => to.write(new Uint8Array(4)));
    const records = recordsOf(section(), statistics, iface(H4), custom, enhanced(0, 0));
    expect(records).toHaveLength(1);
  });

  it('begins anew with each section, whose byte order is its own (4.1)', () => {
    const other = blocksIn(order === LITTLE ? BIG : LITTLE);
    const records = recordsOf(
      section(),
      iface(ETHERNET),
      iface(H4),
      enhanced(1, 1000),
      other.section(),
      other.iface(H4),
      other.enhanced(0, 2000),
    );
    expect(records.map(({ source, timeMs }) => [source, timeMs])).toEqual([
      [1, 1],
      [0, 2],
    ]);
  });

  it.each([
    ['a section of no byte order', [block(0x0a0d0d0a, (to) => to.write(new Uint8Array(16)))]],
    ['a section of another version', [section(2)]],
    ['a packet of an interface that was not described', [section(), iface(H4), enhanced(1, 0)]],
    ['a block too small for what it holds', [section(), block(6, () => {})]],
    ['a packet that overruns its block', [section(), iface(H4), enhanced(0, 0, 100)]],
    ['an option that overruns its block', [section(), iface(H4, { code: 9, size: 9 })]],
    ['a file without a Bluetooth interface', [section(), iface(ETHERNET), enhanced(0, 0)]],
    ['more interfaces than any machine has', [section(), ...Array(1025).fill(iface(H4))]],
  ])('refuses %s', (_, blocks) => {
    expect(() => recordsOf(...blocks)).toThrow(DecodeError);
  });

  it('refuses a block whose two lengths differ, and says where it begins', () => {
    const broken = enhanced(0, 0).map((byte, at, all) => (at === all.length - 4 ? byte ^ 1 : byte));
    const start = section().length + iface(H4).length;
    expect(() => recordsOf(section(), iface(H4), broken)).toThrow(`at byte ${start}`);
  });

  it.each([8, 13, 2 ** 22])('refuses a block of %i bytes', (size) => {
    const head = bytesOf((to) => {
      for (const word of [6, size, 0]) order.u32.write(to, word);
    });
    expect(() => recordsOf(section(), head)).toThrow(`a pcapng block of ${size} bytes`);
  });
});

interface Option {
  readonly code: number;
  readonly value?: Uint8Array;
  /** The length that is announced, where it is not that of the value. */
  readonly size?: number;
}

/** Makes blocks in one byte order. */
function blocksIn({ u16, u32 }: Order) {
  const block = (type: number, writeBody: (to: Writer) => void): Uint8Array => {
    const body = bytesOf(writeBody);
    const padding = new Uint8Array((4 - (body.length % 4)) % 4);
    const totalLength = 12 + body.length + padding.length;
    return bytesOf((to) => {
      u32.write(to, type);
      u32.write(to, totalLength);
      to.write(body);
      to.write(padding);
      u32.write(to, totalLength);
    });
  };
  return {
    block,
    section: (majorVersion = 1) =>
      block(0x0a0d0d0a, (to) => {
        u32.write(to, 0x1a2b3c4d);
        u16.write(to, majorVersion);
        u16.write(to, 0);
        for (const word of [0xffff_ffff, 0xffff_ffff]) u32.write(to, word);
      }),
    iface: (linkType: number, ...options: readonly Option[]) =>
      block(1, (to) => {
        u16.write(to, linkType);
        u16.write(to, 0);
        u32.write(to, 0);
        for (const { code, value = new Uint8Array(0), size = value.length } of options) {
          u16.write(to, code);
          u16.write(to, size);
          to.write(value);
          to.write(new Uint8Array((4 - (value.length % 4)) % 4));
        }
      }),
    enhanced: (interfaceId: number, ticks: number | bigint, capturedLength = PACKET.length) =>
      block(6, (to) => {
        u32.write(to, interfaceId);
        u32.write(to, Number(BigInt(ticks) / 2n ** 32n));
        u32.write(to, Number(BigInt(ticks) % 2n ** 32n));
        u32.write(to, capturedLength);
        u32.write(to, capturedLength);
        to.write(PACKET);
      }),
  };
}

function bytesOf(write: (to: Writer) => void): Uint8Array {
  const to = new Writer();
  write(to);
  return to.finish();
}

function recordsOf(...blocks: readonly Uint8Array[]) {
  const cutter = new CaptureCutter();
  const records = blocks.flatMap((block) => [...cutter.push(block)]);
  cutter.end();
  return records;
}
