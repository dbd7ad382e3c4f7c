// Two hubs on a Mosquitto, in real time: 16 s of the simulated home, or two minutes where there is time. The
// broker, a radio and a hub are killed in turn.

import { connect, type Socket } from 'node:net';
import { sleep, systemClock } from '@bluebell/ble/core';
import { BASE, HomeAir, HubNode, PressLedger } from '@bluebell/hub/two-hubs/contract';
import mqtt from 'mqtt';
import { expect, it } from 'vitest';
import { Mosquitto } from './mosquitto.ts';
import { describeWith } from './programs.ts';

/** Each act of it. */
const ACT_MS = process.env.BLUEBELL_LONG ? 20_000 : 2_000;

const act = () => sleep(systemClock, ACT_MS);

describeWith('mosquitto')('two hubs on a Mosquitto', () => {
  it('tell of every press once, whatever is killed', {
    timeout: 12 * ACT_MS + 10_000,
  }, async () => {
    await using broker = await Mosquitto.start();
    const air = new HomeAir(systemClock);
    const ledger = new PressLedger(air.home);
    const reader = mqtt.connect(broker.url, { reconnectPeriod: 20 });
    reader.on('message', (topic, payload) => ledger.read(topic, payload.toString()));
    await reader.subscribeAsync([`${BASE}/+/event`, `${BASE}/+/event_log`], { qos: 1 });
    const sockets = new Map<string, Socket>();
    const way = (client: string) => {
      const open = () => {
        const socket = connect(broker.port, '127.0.0.1');
        sockets.set(client, socket);
        return socket;
      };
      return { url: broker.url, open };
    };
    const node = (number: number, name: string, x: number) =>
      new HubNode(systemClock, way, air, { number, name, at: { x, y: 1, z: 1 } });
    const [east, west] = [node(1, 'east', 4), node(2, 'west', -4)];
    air.onHeard = (radio, advert) => {
      if (east.hears(radio) || west.hears(radio)) ledger.heard(advert);
    };

    await east.start();
    await west.start();
    air.start();
    await act();
    // Everything has introduced itself by then. What is told in the very moment in which the broker dies, when
    // nobody learns of it any more, may be told again: that is no part of this.
    await sleep(systemClock, 1_000);
    await broker.stop();
    await act();
    await broker.start();
    await act();
    east.unplug();
    await act();
    west.kill();
    sockets.get(west.id)?.destroy();
    east.plugIn();
    await act();
    await west.start();
    await act();
    air.stop();
    await sleep(systemClock, 3_000);
    await west.stop();
    await east.stop();
    await reader.endAsync();

    // On a busy machine the hub whose turn it is may be late; then the other one tells, with the same id.
    expect(ledger.toldById).toEqual(ledger.expected);
    expect(ledger.idsTold).toBe(ledger.presses);
    expect(ledger.presses).toBeGreaterThan(5);
  });
});
