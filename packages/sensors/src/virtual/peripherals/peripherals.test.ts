// The peripherals of the simulated home, as somebody meets them who connects.

import { bits, decode, i16, list, Reader, scaled, struct, u8, u16 } from '@bluebell/ble/codec';
import { parseAddress, VirtualClock } from '@bluebell/ble/core';
import type { Connection, RemoteCharacteristic } from '@bluebell/ble/radio';
import { type BondStore, MemoryBondStore } from '@bluebell/ble/smp';
import { describe, expect, it } from 'vitest';
import { simulatedHome } from '../home.ts';
import { PERIPHERALS } from '../home-table.ts';
import { SimRadio, type SimRadioOptions } from '../sim-radio.ts';
import { LOCK_PASSKEY } from './index.ts';

const START_MS = Date.UTC(2026, 4, 1, 14);

const LOCK_SERVICE = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a00';
const BOLT = '6c6f636b-7a31-4d0e-9c55-1f0b8e2d4a01';
const LOCKED = Uint8Array.of(0);
const UNLOCKED = Uint8Array.of(1);

const IRK = new Uint8Array(16).fill(7);
const US = { address: { address: 0xc00000000001, type: 'random' }, irk: IRK } as const;

describe.each(PERIPHERALS)('$name', ({ name, localName = name, peripheral }) => {
  it('tells its name, what it is, and who made it', async () => {
    const { clock, connection } = await connected(name);
    const read = async (service: string, uuid: string) => {
      const value = await clock.run(
        characteristic(connection, service, uuid).then((c) => c.read()),
      );
      return value;
    };
    expect(new TextDecoder().decode(await read('1800', '2a00'))).toBe(localName);
    expect(decode(u16, await read('1800', '2a01'))).toBe(peripheral.appearance);
    expect(new TextDecoder().decode(await read('180a', '2a29'))).toBe('bluebell');
  });

  it('serves what it advertises', async () => {
    const { clock, connection } = await connected(name);
    const services = await clock.run(connection.services());
    const uuids = services.map(({ uuid }) => uuid);
    expect(uuids).toEqual(expect.arrayContaining([...peripheral.advertises]));
  });
});

describe('Battery', () => {
  it('tells its level in percent, when asked and once a minute', async () => {
    const { clock, connection } = await connected('Battery');
    const level = await clock.run(characteristic(connection, '180f', '2a19'));
    const percent = decode(u8, await clock.run(level.read()));
    expect(percent).toBeGreaterThan(0);
    expect(percent).toBeLessThanOrEqual(100);
    const values = await clock.run(level.subscribe());
    const told = await clock.run(values.next());
    expect(told?.value).toEqual(Uint8Array.of(percent));
  });
});

describe('Heart rate', () => {
  it('tells rate and intervals about every second, no beat missing', async () => {
    const { clock, connection } = await connected('Heart rate');
    const measurement = await clock.run(characteristic(connection, '180d', '2a37'));
    const values = await clock.run(measurement.subscribe());
    const startMs = clock.now();
    const measured = [];
    while (measured.length < 60) {
      const next = await clock.run(values.next());
      if (next) measured.push(readMeasurement(next.value));
    }
    const seconds = (clock.now() - startMs) / 1000;
    expect(Math.abs(seconds - 60)).toBeLessThan(1.5);
    for (const { rate, hasContact } of measured) {
      expect(rate).toBeGreaterThanOrEqual(54);
      expect(rate).toBeLessThanOrEqual(100);
      expect(hasContact).toBe(true);
    }
    const beating = measured.flatMap(({ intervals }) => intervals).reduce((a, b) => a + b, 0);
    expect(Math.abs(beating / 1024 - seconds)).toBeLessThan(2);
    expect(measured.filter(({ energy }) => energy !== undefined)).toHaveLength(6);
  });

  it('counts energy from 0 once it is told to, and obeys no other command', async () => {
    const { clock, connection } = await connected('Heart rate');
    await clock.advance(300_000);
    const control = await clock.run(characteristic(connection, '180d', '2a39'));
    const refused = control.write(Uint8Array.of(2));
    await expect(clock.run(refused)).rejects.toMatchObject({ code: 'ATT', errorCode: 0x80 });
    const measurement = await clock.run(characteristic(connection, '180d', '2a37'));
    const values = await clock.run(measurement.subscribe());
    const energyNow = async () => {
      for (;;) {
        const next = await clock.run(values.next());
        const energy = next && readMeasurement(next.value).energy;
        if (energy !== undefined) return energy;
      }
    };
    expect(await energyNow()).toBeGreaterThan(50);
    await clock.run(control.write(Uint8Array.of(1)));
    expect(await energyNow()).toBeLessThan(20);
  });

  it('is worn on the chest', async () => {
    const { clock, connection } = await connected('Heart rate');
    const location = await clock.run(characteristic(connection, '180d', '2a38'));
    expect(await clock.run(location.read())).toEqual(Uint8Array.of(1));
  });
});

describe('UART', () => {
  it('sends back all that is written, in order', async () => {
    const { clock, connection } = await connected('UART');
    const rx = '6e400002-b5a3-f393-e0a9-e50e24dcca9e';
    const tx = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';
    const service = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
    const to = await clock.run(characteristic(connection, service, rx));
    const from = await clock.run(characteristic(connection, service, tx));
    const answers = await clock.run(from.subscribe());
    for (let i = 0; i < 20; i++) {
      await clock.run(to.write(Uint8Array.of(i), { withoutResponse: i % 2 === 0 }));
    }
    for (let i = 0; i < 20; i++) {
      expect((await clock.run(answers.next()))?.value).toEqual(Uint8Array.of(i));
    }
  });
});

describe('Guest room climate', () => {
  it('tells what its maker’s thermometer tells', async () => {
    const climate = struct({
      temperature: scaled(i16, 0.01),
      humidity: u8,
      voltage: scaled(u16, 0.001),
    });
    const { clock, connection } = await connected('Guest room climate');
    const found = await clock.run(
      characteristic(
        connection,
        'ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6',
        'ebe0ccc1-7a0a-4b0c-8a1a-6ff2997da3a6',
      ),
    );
    const values = await clock.run(found.subscribe());
    const told = await clock.run(values.next());
    for (const value of [told?.value, await clock.run(found.read())]) {
      const { temperature, humidity, voltage } = decode(climate, value ?? new Uint8Array());
      expect(temperature).toBeGreaterThan(15);
      expect(temperature).toBeLessThan(30);
      expect(humidity).toBeGreaterThan(30);
      expect(humidity).toBeLessThan(70);
      expect(voltage).toBeGreaterThan(2.3);
    }
  });
});

describe('Lock', () => {
  const user = { enterPasskey: async () => LOCK_PASSKEY };

  it('tells and obeys nobody before it was paired with', async () => {
    const { clock, connection } = await connected('Lock');
    const bolt = await clock.run(characteristic(connection, LOCK_SERVICE, BOLT));
    await expect(clock.run(bolt.read())).rejects.toMatchObject({ code: 'ATT' });
    await expect(clock.run(bolt.write(UNLOCKED))).rejects.toMatchObject({ code: 'ATT' });
  });

  it('obeys whoever knows the passkey, and locks itself after ten seconds', async () => {
    const { clock, connection } = await connected('Lock', { user });
    expect(await clock.run(connection.pair())).toMatchObject({ isAuthenticated: true });
    const bolt = await clock.run(characteristic(connection, LOCK_SERVICE, BOLT));
    const values = await clock.run(bolt.subscribe());
    expect(await clock.run(bolt.read())).toEqual(LOCKED);
    await clock.run(bolt.write(UNLOCKED));
    expect((await clock.run(values.next()))?.value).toEqual(UNLOCKED);
    const openedMs = clock.now();
    expect((await clock.run(values.next()))?.value).toEqual(LOCKED);
    expect(Math.abs(clock.now() - openedMs - 10_000)).toBeLessThan(200);
    await expect(clock.run(bolt.write(Uint8Array.of(2)))).rejects.toMatchObject({ code: 'ATT' });
  });

  it.each([
    ['a wrong passkey', { enterPasskey: async () => '123457' }],
    ['nobody who could enter one', {}],
  ])('pairs with no one by %s', async (_, user) => {
    const { clock, connection } = await connected('Lock', { user });
    await expect(clock.run(connection.pair())).rejects.toMatchObject({ code: 'SMP' });
  });

  it('knows those again with whom it is bonded, in the next process, if its bonds are kept', async () => {
    const bonds = new MemoryBondStore();
    const kept = new Map<string, BondStore>();
    const peripheralBonds = (name: string) => {
      const store = kept.get(name) ?? new MemoryBondStore();
      kept.set(name, store);
      return store;
    };
    const options = { bonds, peripheralBonds, identity: US };
    const first = await connected('Lock', { ...options, user });
    await first.clock.run(first.connection.pair());
    await first.clock.run(first.radio.close());

    const { clock, connection } = await connected('Lock', options);
    expect(await clock.run(connection.secure())).toMatchObject({ isAuthenticated: true });
    const bolt = await clock.run(characteristic(connection, LOCK_SERVICE, BOLT));
    expect(await clock.run(bolt.read())).toEqual(LOCKED);
  });
});

/** A link to one of them, by a radio in the middle of the home. */
async function connected(name: string, options: SimRadioOptions = {}) {
  const clock = new VirtualClock(START_MS);
  const home = simulatedHome();
  const radio = await clock.run(SimRadio.open({ ...options, home, clock }));
  const row = PERIPHERALS.find((each) => each.name === name);
  if (!row) throw new Error(`nothing to connect to is called ${name}`);
  const peer = { address: parseAddress(row.address), type: row.addressType ?? 'public' };
  const connection = await clock.run(radio.connect(peer));
  return { clock, radio, connection };
}

async function characteristic(
  connection: Connection,
  service: string,
  uuid: string,
): Promise<RemoteCharacteristic> {
  return (await connection.service(service)).characteristic(uuid);
}

const flags = bits(u8, {
  isWide: 1,
  isTouching: 1,
  feelsTouch: 1,
  hasEnergy: 1,
  hasIntervals: 1,
  _: 3,
});

function readMeasurement(value: Uint8Array) {
  const from = new Reader(value);
  const { isTouching, feelsTouch, hasEnergy, hasIntervals } = flags.read(from);
  const rate = from.u8();
  const energy = hasEnergy ? from.u16() : undefined;
  const intervals = hasIntervals ? decode(list(u16), from.rest()) : [];
  return { rate, energy, intervals, hasContact: feelsTouch && isTouching };
}
