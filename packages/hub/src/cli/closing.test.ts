import { describe, expect, it } from 'vitest';
import { Closing } from './closing.ts';

describe('Closing', () => {
  it('closes what was opened last first, once', async () => {
    const closed: string[] = [];
    const closing = new Closing();
    for (const name of ['radio', 'broker', 'hub']) closing.defer(() => closed.push(name));
    await closing[Symbol.asyncDispose]();
    await closing[Symbol.asyncDispose]();
    expect(closed).toEqual(['hub', 'broker', 'radio']);
  });

  it('waits for each, goes on after one that fails, and throws the first failure at the end', async () => {
    const closed: string[] = [];
    const closing = new Closing();
    closing.defer(async () => closed.push('radio'));
    closing.defer(() => Promise.reject(new Error('second')));
    closing.defer(() => {
      throw new Error('first');
    });
    await expect(closing[Symbol.asyncDispose]()).rejects.toThrow('first');
    expect(closed).toEqual(['radio']);
  });
});
