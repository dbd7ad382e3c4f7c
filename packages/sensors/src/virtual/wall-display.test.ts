import { encode, i16, scaled } from '@bluebell/ble/codec';
import { VirtualClock } from '@bluebell/ble/core';
import { completeName, serviceUuids } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { SimRadio } from './sim-radio.ts';

const SERVICE = '181a';
const TEMPERATURE = '2a6e';
const DEGREES = encode(scaled(i16, 0.01), 21.5);

describe('the wall display', () => {
  it('visits who advertises Environmental Sensing: reads, subscribes, and stays', async () => {
    const { clock, radio, served, asked } = await serving();
    const advertisement = await clock.run(
      radio.advertise({ data: [completeName('Test'), ...serviceUuids([SERVICE])] }),
    );
    const connection = await clock.run(advertisement.connection());
    await clock.advance(5000);
    expect(asked.reads).toBe(1);
    expect(served.characteristic(SERVICE, TEMPERATURE).subscribers).toEqual(new Set([connection]));
    await clock.advance(60_000);
    expect(connection.isOpen).toBe(true);
    await clock.run(radio.close());
  });

  it('leaves alone whom it has visited, for a minute', async () => {
    const { clock, radio } = await serving();
    const advertisement = await clock.run(
      radio.advertise({ data: serviceUuids([SERVICE]), maxConnections: 2 }),
    );
    const first = await clock.run(advertisement.connection());
    await clock.run(first.disconnect());
    const leftMs = clock.now();
    await clock.run(advertisement.connection());
    expect(clock.now() - leftMs).toBeGreaterThan(50_000);
    await clock.run(radio.close());
  });

  it('has no business with anybody else', async () => {
    const { clock, radio } = await serving();
    await clock.run(radio.advertise({ data: serviceUuids(['180f']) }));
    await clock.advance(60_000);
    expect(radio.connections.size).toBe(0);
    await clock.run(radio.close());
  });

  it('goes when it finds no temperature', async () => {
    const clock = new VirtualClock();
    const radio = await clock.run(SimRadio.open({ clock }));
    const advertisement = await clock.run(
      radio.advertise({ data: serviceUuids([SERVICE]), isConnectable: true }),
    );
    const connection = await clock.run(advertisement.connection());
    expect(await clock.run(connection.disconnected)).toMatchObject({ by: 'peer' });
    await clock.run(radio.close());
  });
});

/** A radio that serves a temperature, and counts who asks for it. */
async function serving() {
  const clock = new VirtualClock();
  const radio = await clock.run(SimRadio.open({ clock }));
  const asked = { reads: 0 };
  const served = await clock.run(
    radio.serve([
      {
        uuid: SERVICE,
        characteristics: [
          {
            uuid: TEMPERATURE,
            properties: ['read', 'notify'],
            onRead() {
              asked.reads++;
              return DEGREES;
            },
          },
        ],
      },
    ]),
  );
  return { clock, radio, served, asked };
}
