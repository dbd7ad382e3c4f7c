import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { Delivery } from './delivery.ts';
import type { Outcome } from './mqtt-connection.ts';
import { DEFAULT_LIMITS, Outbox } from './outbox.ts';
import { ReadableLog } from './readable-log.contract.ts';
import { Refusals } from './refusals.ts';

describe('Delivery', () => {
  it('has no more under way than the broker takes, and sends the next for each it took', () => {
    const { delivery, outbox, broker } = trial();
    for (let n = 0; n < 5; n++) outbox.addEvent('b/event', String(n));
    delivery.open(broker, 2);
    delivery.pump();
    expect(broker.payloads).toEqual(['0', '1']);
    broker.settle('taken');
    expect(broker.payloads).toEqual(['0', '1', '2']);
    expect(delivery.published).toBe(1);
  });

  it('sends again on the next connection what nobody acknowledged, and not what was refused', () => {
    const { delivery, outbox, broker, refusals } = trial();
    for (const payload of ['a', 'b', 'c']) outbox.addEvent(`b/${payload}`, payload);
    delivery.open(broker, 16);
    delivery.pump();
    broker.settle('refused');
    expect(refusals.count).toBe(1);
    delivery.stop();
    broker.settle('lost');
    expect(delivery.topicsUnderWay).toEqual(['b/b', 'b/c']);
    delivery.open(broker, 16);
    delivery.pump();
    expect(broker.payloads).toEqual(['a', 'b', 'c', 'b', 'c']);
  });

  it('tells everybody who waits for its end, and when there is none to wait for', async () => {
    const { delivery, outbox, broker } = trial();
    outbox.addEvent('b/event', '1');
    delivery.open(broker, 16);
    delivery.pump();
    const both = Promise.all([delivery.done(), delivery.done()]);
    broker.settle('taken');
    await expect(both).resolves.toHaveLength(2);
    await expect(delivery.done()).resolves.toBeUndefined();
    outbox.addEvent('b/event', '2');
    const cutOff = delivery.done();
    delivery.stop();
    await expect(cutOff).resolves.toBeUndefined();
  });
});

/** A broker that takes each message once it is told to, the oldest first. */
function trial() {
  const clock = new VirtualClock();
  const outbox = new Outbox(clock, DEFAULT_LIMITS);
  const refusals = new Refusals(new ReadableLog());
  const waiting: ((outcome: Outcome) => void)[] = [];
  const payloads: string[] = [];
  const broker = {
    payloads,
    publish({ payload }: { readonly payload: string }, settled: (outcome: Outcome) => void) {
      payloads.push(payload);
      waiting.push(settled);
    },
    settle: (outcome: Outcome) => waiting.shift()?.(outcome),
  };
  return { delivery: new Delivery({ outbox, refusals, clock }), outbox, refusals, broker };
}
