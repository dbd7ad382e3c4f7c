import type { RadioItem } from '@bluebell/hub/api';
import { describe, expect, it } from 'vitest';
import { isSimulated, kindWord, recoveryWords, stateWord } from './radio-words.ts';

const RADIO: RadioItem = {
  name: 'hci:0',
  kind: 'controller',
  stage: 'running',
  isDeaf: false,
  lastHeard: '2026-05-01T12:00:00.000+00:00',
  adverts: 10,
  advertsPerMinute: 5,
  watchdogS: 60,
  recoveries: {},
  connections: 0,
  canRecover: true,
};

describe('stateWord', () => {
  it.each([
    [{}, 'Hears', 'good'],
    [{ lastHeard: undefined }, 'Listens', 'quiet'],
    [{ isDeaf: true }, 'Hears nothing', 'bad'],
    [{ stage: 'failed' }, 'Away', 'bad'],
    [{ stage: 'resync', isDeaf: true }, 'Coming back', 'warn'],
    [{ stage: 'closed' }, 'At its end', 'quiet'],
    [{ problem: 'its firmware is old' }, 'Not as it should be', 'warn'],
  ])('of %j is %s', (change, text, tone) => {
    expect(stateWord({ ...RADIO, ...change })).toEqual({ text, tone });
  });
});

it('tells the simulated home from what is there', () => {
  expect([isSimulated(RADIO), kindWord(RADIO)]).toEqual([false, 'Bluetooth controller']);
  expect(kindWord({ ...RADIO, name: 'sim' })).toBe('Simulated home');
});

it('tells what was done, the mildest first, and nothing that it does not know', () => {
  expect(recoveryWords({ reset: 2, restartScan: 1, reopen: 0, constructor: 3 })).toEqual([
    'Begin listening anew: once',
    'Reset the controller: 2 times',
  ]);
});
