import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { openTransport } from './open-transport.ts';

describe('openTransport', () => {
  it.each(['dongle', '', ':', 'toString:x', 'hci', 'tcp', 'unix', 'serial'])(
    'says what names there are, or how this one goes, when asked for %j',
    async (name) => {
      const opening = openTransport(name);
      await expect(opening).rejects.toThrow(UsageError);
      await expect(opening).rejects.toThrow(/serial:PATH|tcp:HOST:PORT|unix:PATH|hci:N/);
    },
  );

  it.each([
    ['serial:/dev/ttyNOWHERE0', 'serial:/dev/ttyNOWHERE0: there is no such port'],
    ['tcp:127.0.0.1:1', 'tcp:127.0.0.1:1: nobody listens'],
    ['unix:/nowhere/at all', 'unix:/nowhere/at all: there is no such socket'],
    ['hci:65000', 'hci:65000: '],
    ['hci65000', 'hci:65000: '],
  ])('opens %s by its scheme', async (name, message) => {
    await expect(openTransport(name)).rejects.toThrow(message);
  });
});
