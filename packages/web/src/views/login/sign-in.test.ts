import { describe, expect, it } from 'vitest';
import { countdown, troubleOf } from './sign-in.ts';

describe('troubleOf', () => {
  it('tells a wrong password from a wrong token', () => {
    expect(troubleOf({ status: 401 }, false).words).toContain('password is wrong');
    expect(troubleOf({ status: 401 }, true).words).toContain('token');
  });

  it.each([
    [12.2, 13],
    [undefined, 30],
    [0, 1],
    [-5, 1],
    [Number.NaN, 30],
    [1e9, 3_600],
  ])('waits as long as it is told, within reason: %s gives %s', (retryAfterS, waitS) => {
    expect(troubleOf({ status: 429, retryAfterS }, false).waitS).toBe(waitS);
  });

  it('says where a password is set that is not there yet, and when nobody answers', () => {
    expect(troubleOf({ status: 403, code: 'NO_PASSWORD_YET' }, false).words).toContain('link');
    expect(troubleOf(undefined, false).words).toContain('does not answer');
    expect(troubleOf({ status: 500 }, false).words).toContain('500');
  });
});

describe('countdown', () => {
  it.each([
    [5, '5 s'],
    [60, '1 min'],
    [125, '2 min 5 s'],
  ])('says %s seconds as %s', (seconds, words) => expect(countdown(seconds)).toBe(words));
});
