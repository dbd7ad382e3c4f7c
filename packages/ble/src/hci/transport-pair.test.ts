import { describe, expect, it } from 'vitest';
import { fromHex, VirtualClock } from '../core/index.ts';
import { transportContract } from './transport.contract.ts';
import { transportPair } from './transport-pair.ts';

const RESET = fromHex('01 030c 00');

transportContract('transportPair', async () => {
  const clock = new VirtualClock();
  const [transport, controller] = transportPair(clock);
  const arrived: Uint8Array[] = [];
  let onArrival: (() => void) | undefined;
  controller.onPacket = (packet) => {
    arrived.push(packet);
    onArrival?.();
  };
  return {
    transport,
    run: (promise) => clock.run(promise),
    far: {
      send: (packet) => controller.send(packet),
      close: () => void controller.close(),
      next: () =>
        new Promise((resolve) => {
          onArrival = () => {
            const packet = arrived.shift();
            if (packet) resolve(packet);
          };
          onArrival();
        }),
    },
  };
});

describe('transportPair', () => {
  it('delays packets by its latency', async () => {
    const clock = new VirtualClock();
    const [host, controller] = transportPair(clock, { latencyMs: 5 });
    const heard: number[] = [];
    controller.onPacket = () => heard.push(clock.now());
    host.send(RESET);
    await clock.advance(100);
    expect(heard).toEqual([5]);
  });

  it('is named as it is told, for errors', async () => {
    const clock = new VirtualClock();
    const [host] = transportPair(clock, { name: 'strap' });
    await host.close();
    expect(() => host.send(RESET)).toThrow('strap is closed');
  });
});
