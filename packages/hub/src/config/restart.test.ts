import { describe, expect, it } from 'vitest';
import { needsRestart } from './restart.ts';

describe('needsRestart', () => {
  it.each([
    ['devices', 'A4:C1:38:00:00:01', 'name'],
    ['home_assistant', 'prefix'],
    ['mqtt', 'device_topic'],
    ['history', 'enabled'],
    ['web', 'password'],
  ])('lets what a running hub follows count at once: %s.%s', (...path) => {
    expect(needsRestart(path)).toBe(false);
  });

  it.each([
    ['radios'],
    ['mqtt', 'url'],
    ['mqtt', 'base'],
    ['mqtt', 'tls', 'ca_file'],
    ['broker', 'port'],
    ['web', 'port'],
    // A setting that begins like one that counts at once is another.
    ['web', 'password_policy'],
    ['mqtt'],
  ])('leaves to a restart where the hub listens, and what it is called: %s.%s', (...path) => {
    expect(needsRestart(path)).toBe(true);
  });
});
