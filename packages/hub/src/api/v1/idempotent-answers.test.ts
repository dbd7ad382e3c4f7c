import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { IdempotentAnswers } from './idempotent-answers.ts';

describe('IdempotentAnswers', () => {
  it('does once what comes twice with a key, for ten minutes', async () => {
    const { clock, once } = make();
    expect(await once('a')).toBe(1);
    expect(await once('a')).toBe(1);
    await clock.advance(599_000);
    expect(await once('a')).toBe(1);
    await clock.advance(2_000);
    expect(await once('a')).toBe(2);
  });

  it('tells keys, and those who send them, apart', async () => {
    const { once } = make();
    expect(await once('a')).toBe(1);
    expect(await once('b')).toBe(2);
    expect(await once('a', 'somebody else')).toBe(3);
    expect(await once(undefined)).toBe(4);
    expect(await once(undefined)).toBe(5);
  });

  it('refuses a key that came with something else, and one that is none', async () => {
    const { once } = make();
    await once('a');
    await expect(once('a', 'me', 'other')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    await expect(once('a\tb')).rejects.toMatchObject({ code: 'BAD_IDEMPOTENCY_KEY' });
    await expect(once('x'.repeat(129))).rejects.toMatchObject({ code: 'BAD_IDEMPOTENCY_KEY' });
  });

  it('does again what failed, and forgets the oldest where there are many', async () => {
    const { answers, once } = make();
    const sent = { key: 'a', caller: 'me', sent: 'x' };
    await expect(answers.once(sent, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await once('a', 'me', 'x')).toBe(1);
    for (let n = 0; n < 300; n++) await once(`k${n}`);
    expect(await once('a', 'me', 'x')).toBe(302);
    expect(await once('k299')).toBe(301);
  });
});

function make() {
  const clock = new VirtualClock();
  const answers = new IdempotentAnswers(clock);
  let count = 0;
  const once = (key: string | undefined, caller = 'me', sent = 'line') =>
    answers.once({ key, caller, sent }, () => Promise.resolve(++count));
  return { clock, answers, once };
}
