import { describe, expect, it } from 'vitest';
import { heardWords, type Progress, stepStates } from './steps.ts';

const NOTHING: Progress = { radios: [], devices: [], isTold: false };
const RADIO = { stage: 'running', isDeaf: false, lastHeard: '2026-05-01T12:00:00.000+00:00' };
const SENSOR = { kind: 'sensor', values: { temperature: 21 } } as const;
const LOCKED = { kind: 'sensor', values: {}, fault: 'missing_key' } as const;

describe('stepStates', () => {
  it('begins with the radio', () => {
    expect(stepStates(NOTHING)).toEqual({
      radio: 'next',
      sensors: 'later',
      names: 'later',
      home: 'later',
    });
  });

  it.each([
    [{ ...RADIO, isDeaf: true }],
    [{ ...RADIO, stage: 'failed' }],
    [{ stage: 'running', isDeaf: false }],
  ])('does not count a radio that hears nothing: %j', (radio) => {
    expect(stepStates({ ...NOTHING, radios: [radio] }).radio).toBe('next');
  });

  it('goes on as more is there', () => {
    const heard = { ...NOTHING, radios: [RADIO], devices: [SENSOR, LOCKED] };
    expect(stepStates(heard)).toMatchObject({ radio: 'done', sensors: 'done', names: 'next' });
    const named = { ...heard, devices: [{ ...SENSOR, name: 'kitchen' }], isTold: true };
    expect(Object.values(stepStates(named))).toEqual(['done', 'done', 'done', 'done']);
  });
});

it('says how many were heard', () => {
  expect(heardWords(NOTHING)).toBe('None heard yet');
  expect(heardWords({ devices: [SENSOR, SENSOR, LOCKED] })).toBe('3 heard, 1 needs a key');
  expect(heardWords({ devices: [LOCKED, LOCKED] })).toBe('2 heard, 2 need a key');
  expect(heardWords({ devices: [{ ...SENSOR, kind: 'phone' }] })).toBe('None heard yet');
});
