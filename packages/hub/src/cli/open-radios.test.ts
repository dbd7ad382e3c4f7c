import { TransportError, UsageError, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../config/index.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { KeptRadio } from '../watch/kept-radio.ts';
import { Closing } from './closing.ts';
import { openRadios } from './open-radios.ts';

/** Nobody serves a controller here. */
const ABSENT = 'unix:/nowhere/at/all';

/** Any file will do: it is not read before somebody listens. */
const RECORDING = `replay:${import.meta.filename}`;

const CONFIGURED = {
  file: '/home/config.yaml',
  sourceOf: () => ({ kind: 'default' as const }),
} as const;

describe('openRadios', () => {
  it('goes on without one of several that is not there, and keeps trying it', async () => {
    const { log, closing, open } = setUp();
    const radios = await open([RECORDING, ABSENT]);
    expect(radios).toHaveLength(2);
    expect(radios[1]).toBeInstanceOf(KeptRadio);
    expect(radios[1]).toMatchObject({ stage: 'failed' });
    expect(log.codes()).toEqual(['RADIO_ABSENT']);
    await closing[Symbol.asyncDispose]();
    expect(radios[1]).toMatchObject({ stage: 'closed' });
  });

  it('fails where none is there that the command line names', async () => {
    const { closing, open } = setUp();
    await expect(open([ABSENT])).rejects.toThrow(TransportError);
    await expect(open([ABSENT, ABSENT])).rejects.toThrow(ABSENT);
    await closing[Symbol.asyncDispose]();
  });

  it('goes on where none is there that the configuration names: it may come up later than the hub', async () => {
    const { log, closing, open } = setUp();
    const radios = await open([ABSENT, ABSENT], CONFIGURED);
    expect(radios).toMatchObject([{ stage: 'failed' }, { stage: 'failed' }]);
    expect(log.codes()).toEqual(['RADIO_ABSENT', 'RADIO_ABSENT']);
    await closing[Symbol.asyncDispose]();
  });

  it('does not try names again that can never work', async () => {
    const { closing, open } = setUp();
    await expect(open([RECORDING, 'smoke:signals'])).rejects.toThrow(UsageError);
    await expect(open(['smoke:signals'], CONFIGURED)).rejects.toThrow(ConfigError);
    await closing[Symbol.asyncDispose]();
  });
});

function setUp() {
  // Of the waiting between attempts; files and sockets know no virtual time.
  const clock = new VirtualClock();
  const log = new ReadableLog();
  const closing = new Closing();
  const open = (names: readonly string[], config?: typeof CONFIGURED) =>
    openRadios(names, config, closing, { log, keep: { clock, log } });
  return { log, closing, open };
}
