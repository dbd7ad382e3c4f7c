// People: sleep, bands on the wrist, teeth, body temperature.

import {
  choice,
  flag,
  i16,
  inverseFlag,
  optional,
  scaled,
  struct,
  u8,
  u32,
} from '@bluebell/ble/codec';
import { derived, type MiBeaconObject, measured } from '../object.ts';

const asleep = choice(u8, { 0: 'awake', 1: 'asleep' });
const snoring = struct({ snoring: flag });
const brushing = choice(u8, { 0: 'started', 1: 'ended' });
const bodyTemperature = scaled(i16, 0.01);

/** Of the fit, for each °C. */
const SKIN_EXPONENT = 69.314 / 100;
const BOARD_EXPONENT = 53.871 / 100;

/**
 * What the app makes of skin and board temperature, in °C. Fitted by others to what it showed
 * between 36.5 and 37.8 °C; far from there it means little.
 */
function bodyTemperatureOf(skin: number, board: number): number {
  const celsius =
    3.71934e-11 * Math.exp(skin * SKIN_EXPONENT) -
    1.02801e-8 * Math.exp(board * BOARD_EXPONENT) +
    36.413;
  return Math.round(celsius * 1000) / 1000;
}

export const BODY_OBJECTS: readonly MiBeaconObject[] = [
  ...[0x1002, 0x4810, 0x5010].map((id) =>
    derived(id, 'sleep', asleep, (state) => ({ asleep: state === 'asleep' })),
  ),
  measured(0x4811, 'snoring', snoring),
  measured(0x5011, 'snoring', snoring),
  measured(0x5810, 'wrist band sleep', struct({ asleep: inverseFlag })),
  measured(0x6461, 'wrist band worn', struct({ wearing: inverseFlag })),
  derived(
    0x0010,
    'toothbrush',
    struct({ state: brushing, number: optional(u8) }),
    ({ state, number }) => {
      const toothbrush = state === 'started';
      if (number === undefined) return { toothbrush };
      return toothbrush ? { toothbrush, toothbrushCounter: number } : { toothbrush, score: number };
    },
  ),
  derived(
    0x3003,
    'brushing',
    struct({ state: brushing, time: u32, score: optional(u8) }),
    ({ state, score }) => ({
      toothbrush: state === 'started',
      ...(score !== undefined && { score }),
    }),
  ),
  measured(0x000a, 'body temperature', struct({ temperature: bodyTemperature })),
  derived(
    0x2000,
    'skin thermometer',
    struct({ skinTemperature: bodyTemperature, pcbTemperature: bodyTemperature, battery: u8 }),
    (raw) => ({
      ...raw,
      temperature: bodyTemperatureOf(raw.skinTemperature, raw.pcbTemperature),
    }),
  ),
];
