import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { Outbox, type OutboxLimits } from './outbox.ts';

const LIMITS: OutboxLimits = { events: 3, eventAgeMs: 600_000 };

describe('Outbox', () => {
  it('keeps only the newest state of a topic', () => {
    const { outbox } = open();
    outbox.putState('a', () => 'old');
    outbox.putState('a', () => 'new');
    expect(takeAll(outbox)).toEqual(['a new retained']);
  });

  it('writes a state only when it is taken', () => {
    const { outbox } = open();
    outbox.putState('a', () => {
      throw new Error('overtaken, and yet written');
    });
    outbox.putState('a', () => 'new');
    expect(takeAll(outbox)).toEqual(['a new retained']);
  });

  it('takes a state once, and again after a rewind', () => {
    const { outbox } = open();
    outbox.putState('a', () => '1');
    expect(takeAll(outbox)).toEqual(['a 1 retained']);
    expect(outbox.isEmpty).toBe(true);

    outbox.rewind();
    expect(takeAll(outbox)).toEqual(['a 1 retained']);
  });

  it('gives events in the order they happened', () => {
    const { outbox } = open();
    for (const payload of ['1', '2', '3']) outbox.addEvent('e', payload);
    expect(takeAll(outbox)).toEqual(['e 1', 'e 2', 'e 3']);
  });

  it('gives an event again, before later ones, when nobody acknowledged it', () => {
    const { outbox } = open();
    for (const payload of ['1', '2', '3']) outbox.addEvent('e', payload);
    const first = outbox.take();
    outbox.take();
    if (first) outbox.settle(first);

    outbox.rewind();
    expect(takeAll(outbox)).toEqual(['e 2', 'e 3']);
  });

  it('gives the states of before a rewind, then events, then states that changed since', () => {
    const { outbox } = open();
    outbox.addEvent('e', '1');
    outbox.putState('a', () => '1');
    outbox.rewind();
    outbox.putState('b', () => '1');
    outbox.putState('a', () => '2');
    expect(takeAll(outbox)).toEqual(['a 2 retained', 'e 1', 'b 1 retained']);
  });

  it('gives what has to be known first before all else, and so again after a rewind', () => {
    const { outbox } = open();
    outbox.addEvent('e', '1');
    outbox.putState('a', () => 'a');
    outbox.putState('first', () => 'f', { isFirst: true });
    expect(takeAll(outbox)).toEqual(['first f retained', 'e 1', 'a a retained']);

    outbox.rewind();
    expect(takeAll(outbox)).toEqual(['first f retained', 'a a retained', 'e 1']);
  });

  it('sends an event that is too old to act upon where it does no harm, after a lost connection too', async () => {
    const { outbox, clock } = open();
    const late = { afterMs: 10_000, topic: 'log' };
    outbox.addEvent('e', '1', { late });
    expect(outbox.take()?.topic).toBe('e');
    await clock.advance(10_000);
    outbox.addEvent('e', '2', { late, sinceMs: clock.steady() - 10_001 });
    outbox.rewind();
    expect(takeAll(outbox)).toEqual(['e 1', 'log 2']);
    outbox.rewind();
    await clock.advance(1);
    expect(takeAll(outbox)).toEqual(['log 1', 'log 2']);
  });

  it('says no more of what others tell now, and does not take it back', () => {
    const { outbox } = open();
    outbox.putState('a', () => '1');
    takeAll(outbox);
    outbox.putState('a', () => '2');
    outbox.releaseState('a');
    outbox.rewind();
    expect(takeAll(outbox)).toEqual([]);
  });

  it('takes back what an earlier program told, if it is told to', () => {
    const { outbox } = open();
    outbox.clearState('a');
    expect(takeAll(outbox)).toEqual([]);
    outbox.clearState('a', true);
    expect(takeAll(outbox)).toEqual(['a  retained']);
  });

  it('drops the oldest events beyond the limit, and counts them', () => {
    const { outbox } = open();
    for (const payload of ['1', '2', '3', '4', '5']) outbox.addEvent('e', payload);
    expect(outbox.droppedEvents).toBe(2);
    expect(takeAll(outbox)).toEqual(['e 3', 'e 4', 'e 5']);
  });

  it('counts events under way towards the limit, and does not drop them', () => {
    const { outbox } = open();
    for (const payload of ['1', '2', '3']) outbox.addEvent('e', payload);
    outbox.take();
    outbox.take();
    outbox.addEvent('e', '4');
    expect(outbox.waitingEvents).toBe(3);

    outbox.rewind();
    expect(takeAll(outbox)).toEqual(['e 1', 'e 2', 'e 4']);
  });

  it('keeps an event for its ten minutes, and not a millisecond longer', async () => {
    const { outbox, clock } = open();
    outbox.addEvent('e', '1');
    await clock.advance(1);
    outbox.addEvent('e', '2');

    await clock.advance(600_000);
    expect(takeAll(outbox)).toEqual(['e 2']);
    expect(outbox.droppedEvents).toBe(1);
  });

  it('drops overdue events that were under way when the connection broke', async () => {
    const { outbox, clock } = open();
    outbox.addEvent('e', '1');
    outbox.take();
    await clock.advance(600_001);
    outbox.rewind();
    expect(outbox.isEmpty).toBe(true);
    expect(outbox.droppedEvents).toBe(1);
  });

  it('takes back the state of a topic that is gone, once the broker knows it', () => {
    const { outbox } = open();
    outbox.putState('a', () => '1');
    takeAll(outbox);
    outbox.clearState('a');
    expect(takeAll(outbox)).toEqual(['a  retained']);
  });

  it('takes it back again after a rewind, until the broker has acknowledged it', () => {
    const { outbox } = open();
    outbox.putState('a', () => '1');
    takeAll(outbox);
    outbox.clearState('a');
    outbox.take();
    outbox.rewind();
    const goodbye = outbox.take();
    expect(goodbye).toEqual({ topic: 'a', payload: '', isRetained: true });

    if (goodbye) outbox.settle(goodbye);
    outbox.rewind();
    expect(outbox.isEmpty).toBe(true);
  });

  it('says nothing of a topic that came and went before the broker was told', () => {
    const { outbox } = open();
    outbox.putState('a', () => '1');
    outbox.rewind();
    outbox.clearState('a');
    expect(outbox.isEmpty).toBe(true);
  });

  it('keeps the state of a device that came back while its goodbye was under way', () => {
    const { outbox } = open();
    outbox.putState('a', () => '1');
    takeAll(outbox);
    outbox.clearState('a');
    const goodbye = outbox.take();
    outbox.putState('a', () => '2');
    if (goodbye) outbox.settle(goodbye);
    expect(takeAll(outbox)).toEqual(['a 2 retained']);
  });
});

function open() {
  const clock = new VirtualClock();
  return { clock, outbox: new Outbox(clock, LIMITS) };
}

/** Takes everything, without a word from the broker. */
function takeAll(outbox: Outbox): readonly string[] {
  const all: string[] = [];
  for (let next = outbox.take(); next; next = outbox.take()) {
    all.push(`${next.topic} ${next.payload}${next.isRetained ? ' retained' : ''}`);
  }
  return all;
}
