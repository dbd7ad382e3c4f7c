import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BIND_KEY, IDENTITY_KEY, Secret, SettingFile, WrittenKey } from './secret.ts';

const DIGITS = '00112233445566778899aabbccddeeff';

describe('Secret', () => {
  it('shows itself to nobody who does not ask', () => {
    const secret = new Secret('hunter2');
    for (const text of allViewsOf(secret)) expect(text).not.toContain('hunter2');
    expect(secret.reveal()).toBe('hunter2');
  });
});

describe('SettingFile', () => {
  it('shows its path and not its content', () => {
    const file = new SettingFile('/run/pw', new TextEncoder().encode('hunter2'));
    for (const text of allViewsOf(file)) expect(text).not.toContain('hunter2');
    expect(String(file)).toBe('/run/pw');
    expect(file.reveal()).toBe('hunter2');
  });
});

describe('WrittenKey', () => {
  it('takes bind keys of 16 and of 12 bytes, and identity keys of 16', () => {
    expect(new WrittenKey(DIGITS, BIND_KEY).problem).toBeUndefined();
    expect(new WrittenKey(DIGITS.slice(8), BIND_KEY).problem).toBeUndefined();
    expect(new WrittenKey(DIGITS, IDENTITY_KEY).problem).toBeUndefined();
    expect(new WrittenKey(DIGITS.slice(8), IDENTITY_KEY).problem).toContain('has 24 hex digits');
  });

  it.each([
    [DIGITS.slice(2), 'has 30 hex digits'],
    [`${DIGITS}00`, 'has 34 hex digits'],
    [`${DIGITS}0`, 'pairs of hex digits'],
    [`${DIGITS.slice(0, 31)}O`, 'pairs of hex digits'],
  ])('keeps a key that cannot work, and says why without its digits (%#)', (text, words) => {
    const key = new WrittenKey(text, BIND_KEY);
    expect(key.problem).toContain(words);
    for (const view of allViewsOf(key)) expect(view).not.toContain('2233');
    expect(key.bindKey().cipher('miBeacon')).toBeUndefined();
  });

  it('gives the bytes in the order of the digits', () => {
    expect(new WrittenKey('01:02 03-04', BIND_KEY).reveal()).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(new WrittenKey(DIGITS, BIND_KEY).bindKey().cipher('miBeacon')).toBeDefined();
  });

  it('shows itself to nobody who does not ask', () => {
    for (const view of allViewsOf(new WrittenKey(DIGITS, BIND_KEY))) {
      expect(view).not.toContain('2233');
    }
  });
});

function allViewsOf(value: Secret | SettingFile | WrittenKey): string[] {
  const around = { value };
  return [
    String(value),
    JSON.stringify(around),
    inspect(around, { depth: 9, showHidden: true }),
    JSON.stringify(Object.entries(value)),
  ];
}
