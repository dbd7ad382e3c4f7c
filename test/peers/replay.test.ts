// Recordings of our own, replayed by the program itself into a real Mosquitto.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '@bluebell/ble/codec';
import { formatAddress, toHex } from '@bluebell/ble/core';
import { leMetaPacket } from '@bluebell/ble/hci';
import { adStructures, serviceData16 } from '@bluebell/ble/radio';
import { Watcher } from '@bluebell/hub/sinks/contract';
import { BtsnoopWriter } from '@bluebell/radios';
import type { SimulatedDevice } from '@bluebell/sensors/virtual';
import { expect, it } from 'vitest';
import { Bluebell, PATIENCE_MS, temporaryFolder } from '../program/bluebell.ts';
import { recordHome } from '../program/recording.ts';
import { Mosquitto } from './mosquitto.ts';
import { describeWith } from './programs.ts';

describeWith('mosquitto')('bluebell replay into Mosquitto', { timeout: PATIENCE_MS }, () => {
  it('keeps a document of every sensor there, and sends events to those who listen', async () => {
    await using mosquitto = await Mosquitto.start();
    await using listening = await Watcher.on(mosquitto.url);
    const folder = temporaryFolder();
    const recording = join(folder, 'home.btsnoop');
    const { devices } = await recordHome(recording);
    const config = join(folder, 'home.yaml');
    writeFileSync(config, configFor(devices));
    const args = ['replay', recording, '--config', config, '--mqtt', mosquitto.url];
    const { code, stderr } = await Bluebell.run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    const sensors = devices.filter(({ kind }) => kind === 'sensor');
    await using late = await Watcher.on(mosquitto.url);
    await late.until(() => late.messages.length > 2 * sensors.length);
    for (const { name } of sensors) {
      expect(late.on(topicOf(name)), name).toEqual([
        expect.objectContaining({ name, last_seen: expect.stringMatching(/^2026-01-02T03:04:/) }),
      ]);
    }
    expect(late.on('bluebell/bridge/state')).toEqual([{ state: 'offline' }]);
    expect(late.messages.filter(({ topic }) => topic.endsWith('/event'))).toEqual([]);

    const events = `${topicOf('Doorbell')}/event`;
    await listening.until(() => listening.on(events).length > 0);
    expect(listening.on(events)[0]).toMatchObject({
      event_type: 'press_end',
      type: 'press',
      time: expect.stringMatching(/^2026-01-02T03:04:/),
    });
  });

  it('waits for a broker that is slower than a disk: not one of 5,000 events is lost', async () => {
    await using mosquitto = await Mosquitto.start();
    await using listening = await Watcher.on(mosquitto.url);
    const recording = join(temporaryFolder(), 'turns.btsnoop');
    await recordTurns(recording, 5_000);
    const args = ['replay', recording, '--mqtt', mosquitto.url];
    const bluebell = await Bluebell.run(args, { env: { BLUEBELL_MQTT__EVENT_QUEUE: '1000' } });
    expect(bluebell).toMatchObject({ code: 0, stderr: '' });
    const topic = 'bluebell/A4C138000001/event';
    await listening.until(() => listening.on(topic).length === 5_000);
    expect(listening.on(topic)).toEqual(
      Array.from({ length: 5_000 }, (_, n) => expect.objectContaining({ steps: 1 + (n % 100) })),
    );
  });
});

/** Where a device stands that is called so. */
function topicOf(name: string): string {
  return `bluebell/${name.replace(/[^\w-]+/g, '_')}`;
}

/** All that the owner of these devices knows of them. */
function configFor(devices: readonly SimulatedDevice[]): string {
  const lines = devices
    .filter(({ kind }) => kind === 'sensor')
    .map(({ address, name, key }) => {
      const setting = key ? `, key: "${toHex(key)}"` : '';
      return `  "${formatAddress(address)}": { name: ${JSON.stringify(name)}${setting} }`;
    });
  return `devices:\n${lines.join('\n')}\n`;
}

/** A dial that is turned again and again, in BTHome 2: each packet has its number. */
async function recordTurns(file: string, count: number): Promise<void> {
  await using writer = await BtsnoopWriter.create(file);
  for (let n = 0; n < count; n++) {
    const frame = Uint8Array.of(0x40, 0x00, 1 + (n % 255), 0x3c, 0x02, 1 + (n % 100));
    const data = encode(adStructures, [serviceData16(0xfcd2, frame)]);
    const report = { eventType: 0, addressType: 0, address: 0xa4c138000001, data, rssi: -60 };
    const packet = leMetaPacket({ kind: 'leAdvertisingReport', reports: [report] });
    await writer.append(packet, Date.UTC(2026, 0, 2) + n * 1_000, 'received');
  }
}
