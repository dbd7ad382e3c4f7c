// What can be measured, and its unit. The closed list: a format or a model that names anything else
// does not compile.

import type { ValueOf } from '@bluebell/ble/core';

/** Numbers by their unit; an empty unit is a bare number. */
export const NUMBERS = {
  temperature: '°C',
  dewpoint: '°C',
  skinTemperature: '°C',
  pcbTemperature: '°C',
  humidity: '%',
  moisture: '%',
  battery: '%',
  consumable: '%',
  voltage: 'V',
  current: 'A',
  power: 'W',
  energy: 'kWh',
  illuminance: 'lx',
  uvIndex: '',
  lightLevel: '',
  conductivity: 'µS/cm',
  pressure: 'hPa',
  co2: 'ppm',
  pm25: 'µg/m³',
  pm10: 'µg/m³',
  tvoc: 'µg/m³',
  formaldehyde: 'mg/m³',
  gas: 'm³',
  mass: 'kg',
  massUnstabilized: 'kg',
  massLb: 'lb',
  impedance: 'Ω',
  impedanceLow: 'Ω',
  impedanceHigh: 'Ω',
  heartRate: '1/min',
  volume: 'L',
  volumeStorage: 'L',
  water: 'L',
  volumeMl: 'mL',
  volumeFlowRate: 'm³/h',
  precipitation: 'mm',
  distanceM: 'm',
  distanceMm: 'mm',
  duration: 's',
  speed: 'm/s',
  acceleration: 'm/s²',
  gyroscope: '°/s',
  rotation: '°',
  direction: '°',
  rotationalSpeed: '1/min',
  count: '',
  channel: '',
  profileId: '',
  score: '',
  toothbrushCounter: '',
  deviceTypeId: '',
  armedRaw: '',
  flagsRaw: '',
  timestamp: 's',
  noMotionTime: 's',
  occupancyDurationMinutes: 'min',
  vacancyDurationMinutes: 'min',
  pressurePresentDuration: 's',
  pressureNotPresentDuration: 's',
} as const;

/** Truth values, and what `true` says of each. */
export const BOOLEANS = {
  motion: 'moved',
  moving: 'moving',
  occupancy: 'someone',
  occupancyCloseRange: 'someone',
  presence: 'home',
  light: 'bright',
  opening: 'open',
  door: 'open',
  window: 'open',
  garageDoor: 'open',
  doorLeftOpen: 'left open',
  forciblyRemoved: 'removed by force',
  waterLeak: 'wet',
  bottomSubmersion: 'wet',
  topSplash: 'wet',
  wet: 'wet',
  smoke: 'detected',
  carbonMonoxide: 'detected',
  gasDetected: 'detected',
  powerOn: 'on',
  plug: 'plugged',
  connectivity: 'connected',
  batteryLow: 'low',
  batteryCharging: 'charging',
  cold: 'cold',
  heat: 'hot',
  problem: 'problem',
  running: 'running',
  safety: 'safe',
  sound: 'detected',
  tamper: 'tampered',
  vibration: 'detected',
  unlocked: 'unlocked',
  locked: 'locked',
  childLock: 'on',
  antiLock: 'on',
  wearing: 'worn',
  asleep: 'asleep',
  snoring: 'snoring',
  toothbrush: 'running',
  stabilized: 'stable',
  removed: 'removed',
  genericBoolean: 'on',
} as const;

/** Texts, and what they hold. */
export const TEXTS = {
  chargingState: '`charging`, `not_charging` or `full`',
  massUnit: 'the unit that a scale shows: `kg`, `lb` or `jin`',
  firmwareVersion: 'such as `4.2.1.0`',
  text: 'free text of the sensor',
  raw: 'bytes as lower-case hex',
} as const;

/** What a thermometer with triggers says of its pins. `pvvx` and encrypted ATC. */
export interface TriggerFlags {
  readonly reed?: boolean;
  readonly triggerOut?: boolean;
  readonly triggerControl?: boolean;
  readonly tempTrigger?: boolean;
  readonly humTrigger?: boolean;
}

/** The name of a number, a truth value or a text. */
export type NumberQuantity = keyof typeof NUMBERS;
export type BooleanQuantity = keyof typeof BOOLEANS;
export type TextQuantity = keyof typeof TEXTS;

/** Everything that can be measured. */
export type Quantity = NumberQuantity | BooleanQuantity | TextQuantity | 'triggerFlags';

/** A quantity that occurs several times in one packet carries `_1`, `_2` … in the order of the air. */
export type Numbered<Q extends string> = Q | `${Q}_${number}`;

/** What one advert says, by quantity. Units as in the tables. */
export type Values = {
  readonly [Q in Numbered<NumberQuantity>]?: number;
} & { readonly [Q in Numbered<BooleanQuantity>]?: boolean } & {
  readonly [Q in Numbered<TextQuantity>]?: string;
} & { readonly triggerFlags?: TriggerFlags };

/** One value. */
export type Value = number | boolean | string | TriggerFlags;

/** Units in use. */
export type Unit = ValueOf<typeof NUMBERS>;

/** The quantity without its running number: `temperature_2` is a `temperature`. */
export function quantityOf(name: string): Quantity {
  // The cast holds for every name that `Values` can have.
  return name.replace(/_\d+$/, '') as Quantity;
}

/** Whether a name, with or without a running number, is that of a quantity. */
export function isQuantity(name: string): boolean {
  const quantity = quantityOf(name);
  return (
    quantity === 'triggerFlags' ||
    [NUMBERS, BOOLEANS, TEXTS].some((table) => Object.hasOwn(table, quantity))
  );
}

/** The unit of a quantity: `°C`; empty for bare numbers, truth values and texts. */
export function unitOf(quantity: Quantity): string {
  // The cast holds by the question in front of it.
  return quantity in NUMBERS ? NUMBERS[quantity as NumberQuantity] : '';
}
