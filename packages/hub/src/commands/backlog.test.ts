import { describe, expect, it } from 'vitest';
import { BACKLOG_LIMIT } from './backlog-queue.ts';
import { memoryHub } from './memory-hub.contract.ts';

describe('Backlog', () => {
  it('does its commands 200 ms apart, and answers for each of them alone', async () => {
    const { ask, clock, done, unasked } = memoryHub();
    expect(await ask('Backlog Publish a 1; Publish a 2;Publish a 3')).toBe('');

    await clock.advance(0);
    expect(done).toEqual(['publish a 1']);
    await clock.advance(199);
    expect(done).toEqual(['publish a 1']);
    await clock.advance(1);
    expect(done).toEqual(['publish a 1', 'publish a 2']);
    await clock.advance(200);
    expect(done.length).toBe(3);
    expect(unasked).toEqual([1, 2, 3].map(() => ({ topic: 'RESULT', json: '{"Publish":"Done"}' })));
  });

  it('does not wait between commands as Backlog0', async () => {
    const { ask, clock, done } = memoryHub();
    await ask('Backlog0 Publish a 1;Publish a 2;Publish a 3');
    await clock.advance(0);
    expect(done.length).toBe(3);
  });

  it('waits where a Delay stands', async () => {
    const { ask, clock, done } = memoryHub();
    await ask('Backlog Publish a 1;Delay 20;Publish a 2');
    await clock.advance(2199);
    expect(done).toEqual(['publish a 1']);
    await clock.advance(1);
    expect(done).toEqual(['publish a 1', 'publish a 2']);
  });

  it('puts a second one behind the first, and a backlog within one in its place', async () => {
    const { ask, clock, done } = memoryHub();
    await ask('Backlog Publish a 1;Backlog Publish a 2;backlog0 Backlog Publish a 3');
    await ask('Backlog Publish a 4');
    await clock.advance(1000);
    expect(done).toEqual(['publish a 1', 'publish a 2', 'publish a 3', 'publish a 4']);
  });

  it('is emptied by one without commands', async () => {
    const { ask, clock, done } = memoryHub();
    await ask('Backlog Publish a 1;Publish a 2');
    await clock.advance(0);
    expect(await ask('Backlog')).toBe('{"Backlog":"Aborted"}');
    await clock.advance(1000);
    expect(done).toEqual(['publish a 1']);
  });

  it('goes on behind a command that fails', async () => {
    const { ask, clock, done, unasked } = memoryHub();
    await ask('Backlog Nonsense;MI32Key short;Publish a 1');
    await clock.advance(1000);
    expect(unasked.map(({ json }) => json)).toEqual([
      '{"Command":"Unknown"}',
      '{"Command":"Error"}',
      '{"Publish":"Done"}',
    ]);
    expect(done).toEqual(['publish a 1']);
  });

  it('takes none of the commands where not all have room', async () => {
    const { ask, clock, done } = memoryHub();
    const lines = Array.from({ length: BACKLOG_LIMIT + 1 }, () => 'MI32Cfg');
    expect(await ask(`Backlog ${lines.join(';')}`)).toBe('{"Command":"Error"}');
    await clock.advance(1000);
    expect(done).toEqual([]);
  });

  it('sets the keys of sensors as the documents show', async () => {
    const { ask, clock, done } = memoryHub();
    const key = '00112233445566778899AABBCCDDEEFF112233445566';
    await ask(`backlog MI32key ${key}; MI32key ${key}`);
    await clock.advance(200);
    expect(done).toEqual(Array(2).fill('key 112233445566 00112233445566778899aabbccddeeff'));
  });
});
