import { describe, expect, it } from 'vitest';
import { memoryHub } from './memory-hub.contract.ts';

const RULE = 'ON A#B DO Power1 1 ENDON';

describe('Rule', () => {
  it('keeps a set, switches it, and adds to it', async () => {
    const { ask, settings } = memoryHub();
    await ask(`Rule2 ${RULE}`);
    await ask('Rule2 ON');
    await ask('Rule2 5');
    await ask('Rule2 +on C#D do Power2 1 endon');
    expect(settings.values.rules[1]).toEqual({
      text: `${RULE} on C#D do Power2 1 endon`,
      isOn: true,
      isOnce: true,
      stopsOnError: false,
    });
    await ask('Rule2 "');
    expect(settings.values.rules[1]?.text).toBe('');
  });

  it.each([
    ['2', true, false],
    ['4', false, false],
    ['6', false, true],
  ])('switches with %s', async (number, isOn, isOnce) => {
    const { ask, settings } = memoryHub();
    await ask(`Rule1 ${number}`);
    expect(settings.values.rules[0]).toMatchObject({ isOn, isOnce });
  });

  it('gives no key back that stands in a rule', async () => {
    const { ask } = memoryHub();
    const key = '00112233445566778899AABBCCDDEEFF';
    const answer = await ask(
      `Rule1 ON System#Boot DO Backlog MI32Key ${key}112233445566; mi32key  ${key}11 ENDON`,
    );
    expect(answer).toContain(`MI32Key ${'*'.repeat(32)}112233445566; mi32key  *`);
    expect(answer).not.toContain(key);
    expect(await ask('Rule1')).not.toContain(key.slice(0, 12));
  });

  it('reads a set, and leaves it as it is', async () => {
    const { ask, settings } = memoryHub();
    await ask(`Rule1 ${RULE}`);
    await ask('Rule1 1');
    for (const line of ['Rule1', 'Rule1 ?', 'Rule1  ']) {
      expect(await ask(line)).toContain(
        `"State":"ON","Once":"OFF","StopOnError":"OFF","Length":24,"Free":4072,"Rules":"${RULE}"`,
      );
    }
    expect(settings.values.rules[0]).toMatchObject({ text: RULE, isOn: true });
  });

  it('refuses what has no form, or no room', async () => {
    const { ask, settings } = memoryHub();
    expect(await ask('Rule1 ON A#B DO Power1 1')).toBe('{"Command":"Error"}');
    expect(await ask(`Rule1 ON A#B DO Publish a ${'x'.repeat(4096)} ENDON`)).toBe(
      '{"Command":"Error"}',
    );
    expect(await ask('Rule1 11')).toBe('{"Command":"Error"}');
    expect(settings.values.rules).toEqual([]);
  });
});
