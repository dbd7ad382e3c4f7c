import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { Access, type AccessRules, type Visitor } from './access.ts';

const RIGHT = { user: 'admin', password: 'secret' };

describe('access', () => {
  it.each([
    ['localhost:8032', 'welcome'],
    ['127.0.0.1', 'welcome'],
    ['[::1]:8032', 'welcome'],
    ['127.0.0.1.evil.example', 'foreign'],
    ['attic:8032', 'foreign'],
    [undefined, 'foreign'],
  ])('is for programs of this machine where there is no password: %s, %s', async (host, wanted) => {
    expect(await judge({ otherwise: 'own' }, { host })).toBe(wanted);
  });

  it.each([
    ['192.168.1.2:8032', 'welcome'],
    ['[fd00::1]:8032', 'welcome'],
    ['attic', 'welcome'],
    ['attic.local:8032', 'welcome'],
    ['hub.home.arpa', 'welcome'],
    ['evil.example:8032', 'foreign'],
    ['', 'foreign'],
  ])('that is open is so by names of the home alone: %s, %s', async (host, wanted) => {
    expect(await judge({ otherwise: 'all' }, { host })).toBe(wanted);
  });

  it('refuses a page of another’s whatever it knows', async () => {
    const page = { host: 'localhost', origin: 'http://localhost:3000' };
    expect(await judge({ otherwise: 'own' }, page)).toBe('foreign');
    const sent = { ...page, credentials: RIGHT, isAmbient: true };
    expect(await judge({ password: 'secret' }, sent)).toBe('foreign');
    // Who writes the password into the address knows it; a browser does not send it by itself.
    expect(await judge({ password: 'secret' }, { ...sent, isAmbient: false })).toBe('welcome');
    const own = { ...sent, host: 'hub.example', origin: 'https://hub.example' };
    expect(await judge({ password: 'secret' }, own)).toBe('welcome');
  });

  it('knows a trusted address in either way to write it', async () => {
    const rules = { trusted: ['172.30.32.2'] };
    expect(await judge(rules, { address: '172.30.32.2' })).toBe('welcome');
    expect(await judge(rules, { address: '::ffff:172.30.32.2' })).toBe('welcome');
    expect(await judge(rules, { address: '172.30.32.3', host: 'localhost' })).toBe('unset');
  });

  it('wants all of user, password and token', async () => {
    const rules = { password: 'secret', token: 'x'.repeat(16) };
    expect(await judge(rules, { credentials: RIGHT })).toBe('welcome');
    expect(await judge(rules, { credentials: { ...RIGHT, user: 'root' } })).toBe('wrong');
    expect(await judge(rules, { token: 'x'.repeat(15) })).toBe('wrong');
    expect(await judge(rules, { host: 'localhost' })).toBe('wrong');
    expect(await judge({ token: rules.token }, { host: 'localhost' })).toBe('wrong');
  });

  it('locks out who guesses, and nobody else', async () => {
    const rules: AccessRules = { user: 'admin', password: 'secret', otherwise: 'own' };
    const access = new Access(rules, new VirtualClock());
    const guess = { address: '192.168.1.66', credentials: { ...RIGHT, password: 'x' } };
    for (let n = 0; n < 10; n++) expect((await access.judge(guess)).admission).toBe('wrong');
    expect((await access.judge(guess)).admission).toBe('busy');
    expect((await access.judge({ ...guess, credentials: RIGHT })).admission).toBe('busy');
    expect((await access.judge({ address: '192.168.1.2', credentials: RIGHT })).admission).toBe(
      'welcome',
    );
  });

  it('takes over other rules, and forgets what was right by the old ones', async () => {
    const kept = { hasPassword: true, isPassword: () => Promise.resolve(true) };
    const rules: AccessRules = { user: 'admin', kept, otherwise: 'none' };
    const access = new Access(rules, new VirtualClock());
    expect((await access.judge({ credentials: RIGHT })).admission).toBe('welcome');
    access.rules = { ...rules, kept: { ...kept, isPassword: () => Promise.resolve(false) } };
    expect((await access.judge({ credentials: RIGHT })).admission).toBe('wrong');
    access.rules = { ...rules, password: 'other' };
    expect((await access.judge({ credentials: { ...RIGHT, password: 'other' } })).admission).toBe(
      'welcome',
    );
  });

  it('asks a kept password once of each that is right', async () => {
    let asked = 0;
    const kept = {
      hasPassword: true,
      isPassword(given: string) {
        asked++;
        return Promise.resolve(given === 'secret');
      },
    };
    const access = new Access({ user: 'admin', kept, otherwise: 'none' }, new VirtualClock());
    for (let n = 0; n < 20; n++)
      expect((await access.judge({ credentials: RIGHT })).admission).toBe('welcome');
    expect(asked).toBe(1);
    expect((await access.judge({ credentials: { ...RIGHT, user: 'root' } })).admission).toBe(
      'wrong',
    );
    expect((await access.judge({ credentials: { ...RIGHT, password: '' } })).admission).toBe(
      'wrong',
    );
  });
});

async function judge(rules: Partial<AccessRules>, visitor: Visitor) {
  const access = new Access({ user: 'admin', otherwise: 'own', ...rules }, new VirtualClock());
  return (await access.judge(visitor)).admission;
}
