import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../core/index.ts';
import { ADVERTISING_ACCESS_ADDRESS, ADVERTISING_CRC_INIT, Coding } from '../../ll/index.ts';
import { Air, type AirOptions } from './air.ts';
import { AirPdu } from './air-pdu.ts';
import type { Place } from './propagation.ts';
import type { Ear, Station, Transmission } from './station.ts';
import type { TappedPacket } from './tap.ts';

/** No chance at all. */
const CLEAR = { shadowingDb: 0, fadingDb: 0 };

/** 10 octets on 1M. */
const PDU = new AirPdu(new Uint8Array(10));
const LENGTH_US = 144;

describe('Air', () => {
  it('delivers a packet at its end to those that are tuned, with what is left of its power', async () => {
    const { clock, air, join } = begin();
    const sender = join({ x: 0, y: 0 });
    const near = join({ x: 1, y: 0 });
    const elsewhere = join({ x: 1, y: 0 }, 38);
    send(air, sender.station);
    await clock.advance((LENGTH_US - 1) / 1000);
    expect(near.heard).toEqual([]);
    await clock.advance(0.001);
    expect(near.heard).toEqual([{ from: '0', rssiDbm: -40, isIntact: true, endUs: LENGTH_US }]);
    expect(elsewhere.heard).toEqual([]);
    expect(sender.sentUs).toEqual([LENGTH_US]);
  });

  it('loses power over distance, until nothing is left to be heard', async () => {
    const { clock, air, join } = begin();
    const sender = join({ x: 0, y: 0 });
    const [ten, hundred, far] = [10, 100, 1000].map((x) => join({ x, y: 0 }));
    send(air, sender.station);
    await clock.advance(1);
    expect([ten, hundred, far].map((ear) => ear?.heard[0]?.rssiDbm)).toEqual([-64, -88, undefined]);
  });

  it('hears LE Coded from farther away than 1M', async () => {
    const { clock, air, join } = begin();
    const sender = join({ x: 0, y: 0 });
    const ear = join({ x: 300, y: 0 });
    send(air, sender.station);
    await clock.advance(1);
    expect(ear.heard).toEqual([]);
    send(air, sender.station, { coding: Coding.leCodedS8 });
    await clock.advance(10);
    expect(ear.heard).toHaveLength(1);
  });

  it('breaks packets that meet with like power on one channel, and only those', async () => {
    const { clock, air, join } = begin();
    const [a, b, c] = [join({ x: 0, y: 1 }), join({ x: 0, y: -1 }), join({ x: 0, y: 2 })];
    const ear = join({ x: 0, y: 0 });
    send(air, a.station);
    await clock.advance(0.05);
    send(air, b.station);
    send(air, c.station, { channel: 38 });
    await clock.advance(1);
    expect(ear.heard.map(({ from, isIntact }) => [from, isIntact])).toEqual([['0', false]]);
  });

  it('captures a packet that is much stronger than what meets it', async () => {
    const { clock, air, join } = begin();
    const [near, far] = [join({ x: 1, y: 0 }), join({ x: 20, y: 0 })];
    const ear = join({ x: 0, y: 0 });
    send(air, far.station);
    await clock.advance(0.05);
    send(air, near.station);
    await clock.advance(1);
    // It was busy with the first one, which the second one drowned.
    expect(ear.heard.map(({ from, isIntact }) => [from, isIntact])).toEqual([['1', false]]);
    send(air, near.station);
    await clock.advance(0.05);
    send(air, far.station);
    await clock.advance(1);
    expect(ear.heard[1]).toMatchObject({ from: '0', isIntact: true });
  });

  it('lets a station receive nothing while it sends', async () => {
    const { clock, air, join } = begin();
    const [a, b] = [join({ x: 0, y: 0 }), join({ x: 1, y: 0 })];
    send(air, a.station);
    await clock.advance(0.05);
    send(air, b.station);
    await clock.advance(1);
    expect([a.heard, b.heard]).toEqual([[], []]);
  });

  it('breaks the share of packets that it is told to', async () => {
    const { clock, air, join } = begin({ propagation: { ...CLEAR, loss: 0.3 } });
    const sender = join({ x: 0, y: 0 });
    const ear = join({ x: 1, y: 0 });
    for (let i = 0; i < 1000; i++) {
      send(air, sender.station);
      await clock.advance(0.2);
    }
    const broken = ear.heard.filter(({ isIntact }) => !isIntact).length;
    expect(broken).toBeGreaterThan(250);
    expect(broken).toBeLessThan(350);
  });

  it('forgets stations that left, in the middle of a packet', async () => {
    const { clock, air, join } = begin();
    const sender = join({ x: 0, y: 0 });
    const ear = join({ x: 1, y: 0 });
    send(air, sender.station);
    await clock.advance(0.05);
    air.leave(sender.station);
    await clock.advance(1);
    expect(ear.heard).toMatchObject([{ isIntact: false, endUs: 50 }]);
    expect(sender.sentUs).toEqual([]);
  });
});

describe('a tap', () => {
  it('hears all channels, with the right CRC, and time by the clock', async () => {
    const { clock, air, join } = begin();
    const tapped: TappedPacket[] = [];
    const end = air.tap({ place: { x: 1, y: 0 }, onPacket: (packet) => tapped.push(packet) });
    const sender = join({ x: 0, y: 0 });
    send(air, sender.station, { channel: 12 });
    await clock.advance(1);
    end();
    send(air, sender.station);
    await clock.advance(1);
    expect(tapped).toEqual([
      {
        startUs: 0,
        startMs: 1000,
        sender: '0',
        channel: 12,
        coding: Coding.le1M,
        accessAddress: ADVERTISING_ACCESS_ADDRESS,
        pdu: PDU.bytes,
        crc: expect.any(Number),
        rssiDbm: -40,
        isIntact: true,
      },
    ]);
  });

  it('hears packets that met broken, with a wrong CRC', async () => {
    const { clock, air, join } = begin();
    const tapped: TappedPacket[] = [];
    air.tap({ onPacket: (packet) => tapped.push(packet) });
    const [a, b] = [join({ x: 1, y: 0 }), join({ x: 0, y: 1 })];
    send(air, a.station);
    await clock.advance(0.05);
    send(air, b.station);
    await clock.advance(1);
    send(air, a.station);
    await clock.advance(1);
    expect(tapped.map(({ isIntact }) => isIntact)).toEqual([false, false, true]);
    expect(tapped[0]?.crc).not.toBe(tapped[2]?.crc);
  });
});

function begin(options: Partial<AirOptions> = {}) {
  const clock = new VirtualClock(1000);
  const air = new Air({ clock, propagation: CLEAR, ...options });
  let count = 0;
  const join = (place: Place, channel = 37) => {
    const ear = new Listener(channel);
    const { station } = air.join({ name: String(count++), place, ear });
    air.listen(station);
    return { station, heard: ear.heard, sentUs: ear.sentUs };
  };
  return { clock, air, join };
}

function send(air: Air, station: Station, changes: { channel?: number; coding?: Coding } = {}) {
  air.send(
    station,
    {
      channel: 37,
      coding: Coding.le1M,
      accessAddress: ADVERTISING_ACCESS_ADDRESS,
      crcInit: ADVERTISING_CRC_INIT,
      pdu: PDU,
      powerDbm: 0,
      ...changes,
    },
    false,
  );
}

/** Listens on one channel, and writes down what it hears. */
class Listener implements Ear {
  readonly heard: { from: string; rssiDbm: number; isIntact: boolean; endUs: number }[] = [];
  readonly sentUs: number[] = [];
  readonly #channel: number;

  constructor(channel: number) {
    this.#channel = channel;
  }

  hears({ channel }: Transmission): boolean {
    return channel === this.#channel;
  }

  onPacket({ sender, endUs }: Transmission, rssiDbm: number, isIntact: boolean): void {
    this.heard.push({ from: sender.name, rssiDbm, isIntact, endUs });
  }

  onSent(endUs: number): void {
    this.sentUs.push(endUs);
  }
}
