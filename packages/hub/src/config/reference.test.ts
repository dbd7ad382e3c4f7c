import { describe, expect, it } from 'vitest';
import { settingRows } from './reference.ts';

describe('settingRows', () => {
  it('tells every setting with its variable, what is allowed, and its default', () => {
    const rows = settingRows();
    expect(rows).toContainEqual({
      path: 'broker.port',
      variable: 'BLUEBELL_BROKER__PORT',
      allowed: 'a whole number from 0 to 65535',
      default: 1883,
      description: '0 takes any port that is free. When it is taken, another one is, and printed.',
      needsRestart: true,
    });
    expect(rows.find(({ path }) => path === 'log.level')?.needsRestart).toBe(false);
    expect(rows.map(({ path }) => path)).toContain('devices.ADDRESS.key');
    expect(rows.map(({ path }) => path)).toContain('mqtt.tls.ca_file');
    expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
  });
});
