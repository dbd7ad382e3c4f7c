// A recording of the simulated home, made for a test.

import { formatAddress, toHex, VirtualClock } from '@bluebell/ble/core';
import { leMetaPacket } from '@bluebell/ble/hci';
import { BtsnoopWriter } from '@bluebell/radios';
import { SimRadio, type SimulatedDevice, simulatedHome } from '@bluebell/sensors/virtual';

/** What the recording holds. */
export interface Recorded {
  readonly devices: readonly SimulatedDevice[];
  readonly adverts: number;
}

const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

const HOME = simulatedHome();

/** The key of a button that encrypts, as `replay --key` takes it. */
export const PRESSED_KEY = keyOf('Doorbell');

/** Records the home for so long. */
export async function recordHome(file: string, seconds = 6): Promise<Recorded> {
  const clock = new VirtualClock(START_MS);
  const radio = await clock.run(SimRadio.open({ home: HOME, clock }));
  await using writer = await BtsnoopWriter.create(file);
  let adverts = 0;
  const recording = (async () => {
    for await (const { addressValue, addressType, data, rssiDbm, timeMs } of radio.scan()) {
      const report = {
        eventType: 0,
        addressType: addressType === 'public' ? 0 : 1,
        address: addressValue,
        data,
        rssi: rssiDbm ?? 127,
      };
      const packet = leMetaPacket({ kind: 'leAdvertisingReport', reports: [report] });
      await writer.append(packet, timeMs, 'received');
      adverts++;
    }
  })();
  // In steps, so that none of what waits for the writer is lost.
  for (let step = 0; step < seconds * 10; step++) await clock.advance(100);
  await clock.run(radio.close());
  await recording;
  return { adverts, devices: HOME.devices };
}

function keyOf(wanted: string): string {
  const device = HOME.devices.find(({ name }) => name === wanted);
  if (!device?.key) throw new Error(`nothing in the simulated home is called ${wanted}`);
  return `${formatAddress(device.address)}=${toHex(device.key)}`;
}
