import { describe, expect, it } from 'vitest';
import { typedKey } from './typed-key.ts';

const HEX = '00112233445566778899aabbccddeeff';

describe('typedKey', () => {
  it.each([
    HEX,
    HEX.toUpperCase(),
    ` ${HEX}\n`,
    `0x${HEX}`,
    `"${HEX}"`,
    HEX.replace(/(..)(?=.)/g, '$1:'),
    HEX.replace(/(....)/g, '$1 '),
    HEX.replace(/(..)(?=.)/g, '$1-'),
  ])('reads %j', (text) => {
    expect(typedKey(text)).toEqual({ kind: 'key', hex: HEX, isLegacy: false });
  });

  it('reads the short key of old remotes', () => {
    expect(typedKey(HEX.slice(0, 24))).toMatchObject({ kind: 'key', isLegacy: true });
  });

  it('says nothing of an empty field', () => {
    expect(typedKey(' \n')).toEqual({ kind: 'empty' });
  });

  it.each([
    [HEX.slice(1), 'has 31 hex digits'],
    [HEX.slice(2), 'has 30 hex digits'],
    [`${HEX}00`, 'has 34 hex digits'],
    [HEX.replace('f', 'g'), 'is not made of pairs of hex digits'],
  ])('says what is wrong, and shows no digit', (text, words) => {
    const typed = typedKey(text);
    expect(typed).toMatchObject({ kind: 'problem', text: expect.stringContaining(words) });
    expect(JSON.stringify(typed)).not.toMatch(/2233|aabb/);
  });
});
