// How each quantity looks in a widget: by table, never by product.

import { type Quantity, quantityOf } from '@bluebell/sensors/quantities';
import type { IconName } from '../../icons/icons.ts';

/** The colour of a quantity, from the theme: `var(--q-…)`. */
export type Colour =
  | 'temperature'
  | 'humidity'
  | 'illuminance'
  | 'sightings'
  | 'moisture'
  | 'conductivity'
  | 'pressure'
  | 'air'
  | 'power'
  | 'battery'
  | 'mass'
  | 'other';

/** One look. */
export interface Look {
  /** The least stands first and largest. Above 100: never large. Above 900: not in the widget. */
  readonly rank: number;
  readonly icon: IconName;
  readonly colour: Colour;
  /** What `true` is: something to act on, or something to see. */
  readonly alarm?: 'bad' | 'warn';
  /** The icon for `false`, where it is another. */
  readonly iconOff?: IconName;
}

const look = (
  rank: number,
  icon: IconName,
  colour: Colour = 'other',
  more: Pick<Look, 'alarm' | 'iconOff'> = {},
): Look => ({ rank, icon, colour, ...more });

const BAD = { alarm: 'bad' } as const;
const WARN = { alarm: 'warn' } as const;

/** Every quantity. A new one does not compile until it is here. */
export const LOOKS: Record<Quantity, Look> = {
  smoke: look(1, 'smoke', 'other', BAD),
  carbonMonoxide: look(2, 'smoke', 'other', BAD),
  gasDetected: look(3, 'flame', 'other', BAD),
  waterLeak: look(4, 'drop', 'humidity', BAD),
  bottomSubmersion: look(5, 'drop', 'humidity', BAD),
  topSplash: look(6, 'drop', 'humidity', BAD),
  locked: look(8, 'lock', 'other', { iconOff: 'unlock' }),
  unlocked: look(9, 'unlock', 'other', { iconOff: 'lock' }),
  opening: look(10, 'door-open', 'other', { alarm: 'warn', iconOff: 'door' }),
  door: look(11, 'door-open', 'other', { alarm: 'warn', iconOff: 'door' }),
  window: look(12, 'window', 'other', WARN),
  garageDoor: look(13, 'door-open', 'other', { alarm: 'warn', iconOff: 'door' }),
  motion: look(14, 'motion', 'sightings'),
  occupancy: look(15, 'person', 'sightings'),
  presence: look(16, 'person', 'sightings'),
  toothbrush: look(17, 'toothbrush', 'humidity'),
  asleep: look(18, 'bed'),
  wearing: look(19, 'person'),
  moisture: look(20, 'leaf', 'moisture'),
  co2: look(21, 'wind', 'air'),
  mass: look(22, 'scale', 'mass'),
  massLb: look(23, 'scale', 'mass'),
  temperature: look(24, 'thermometer', 'temperature'),
  skinTemperature: look(25, 'thermometer', 'temperature'),
  humidity: look(26, 'drop', 'humidity'),
  pm25: look(27, 'wind', 'air'),
  power: look(28, 'bolt', 'power'),
  energy: look(29, 'gauge', 'power'),
  precipitation: look(30, 'cloud', 'humidity'),
  speed: look(31, 'wind', 'pressure'),
  formaldehyde: look(32, 'wind', 'air'),
  tvoc: look(33, 'wind', 'air'),
  pm10: look(34, 'wind', 'air'),
  heartRate: look(35, 'heart', 'temperature'),
  score: look(36, 'check', 'sightings'),
  water: look(37, 'drop', 'humidity'),
  gas: look(38, 'flame', 'power'),
  volume: look(39, 'drop', 'humidity'),
  volumeMl: look(40, 'drop', 'humidity'),
  volumeStorage: look(41, 'drop', 'humidity'),
  volumeFlowRate: look(42, 'drop', 'humidity'),
  powerOn: look(43, 'bolt', 'power'),
  plug: look(44, 'plug', 'power'),
  running: look(45, 'play'),
  vibration: look(46, 'vibration', 'other', WARN),
  moving: look(47, 'motion', 'sightings'),
  sound: look(48, 'sound'),
  conductivity: look(49, 'leaf', 'conductivity'),
  illuminance: look(50, 'sun', 'illuminance'),
  lightLevel: look(51, 'sun', 'illuminance'),
  light: look(52, 'bulb', 'illuminance', { iconOff: 'moon' }),
  pressure: look(53, 'gauge', 'pressure'),
  uvIndex: look(54, 'sun', 'illuminance'),
  wet: look(55, 'cloud', 'humidity'),
  current: look(56, 'bolt', 'power'),
  distanceM: look(57, 'gauge'),
  distanceMm: look(58, 'gauge'),
  rotation: look(59, 'dial'),
  direction: look(60, 'wind', 'pressure'),
  rotationalSpeed: look(61, 'refresh'),
  acceleration: look(62, 'vibration'),
  gyroscope: look(63, 'refresh'),
  count: look(64, 'tag'),
  consumable: look(65, 'gauge'),
  toothbrushCounter: look(66, 'toothbrush'),
  occupancyCloseRange: look(67, 'person', 'sightings'),
  cold: look(68, 'thermometer', 'humidity', WARN),
  heat: look(69, 'flame', 'temperature', WARN),
  connectivity: look(70, 'link'),
  safety: look(71, 'check'),
  genericBoolean: look(72, 'sensor'),
  text: look(73, 'tag'),
  dewpoint: look(101, 'drop', 'humidity'),
  noMotionTime: look(102, 'clock'),
  occupancyDurationMinutes: look(103, 'clock'),
  vacancyDurationMinutes: look(104, 'clock'),
  pressurePresentDuration: look(105, 'clock'),
  pressureNotPresentDuration: look(106, 'clock'),
  duration: look(107, 'clock'),
  massUnstabilized: look(909, 'scale', 'mass'),
  impedance: look(109, 'person', 'mass'),
  impedanceLow: look(110, 'person', 'mass'),
  impedanceHigh: look(111, 'person', 'mass'),
  doorLeftOpen: look(112, 'warning', 'other', BAD),
  forciblyRemoved: look(113, 'warning', 'other', BAD),
  tamper: look(114, 'warning', 'other', BAD),
  problem: look(115, 'warning', 'other', BAD),
  removed: look(116, 'info', 'other', WARN),
  childLock: look(117, 'lock'),
  antiLock: look(118, 'lock'),
  snoring: look(119, 'sound'),
  stabilized: look(120, 'check'),
  batteryLow: look(121, 'warning', 'battery', WARN),
  batteryCharging: look(122, 'bolt', 'battery'),
  chargingState: look(123, 'bolt', 'battery'),
  pcbTemperature: look(124, 'thermometer', 'temperature'),
  profileId: look(125, 'tag'),
  channel: look(126, 'tag'),
  triggerFlags: look(127, 'wand'),
  voltage: look(128, 'bolt', 'battery'),
  battery: look(901, 'bolt', 'battery'),
  massUnit: look(902, 'scale', 'mass'),
  firmwareVersion: look(903, 'info'),
  raw: look(904, 'info'),
  deviceTypeId: look(905, 'info'),
  armedRaw: look(906, 'info'),
  flagsRaw: look(907, 'info'),
  timestamp: look(908, 'clock'),
};

/** Whether it is large in a widget. */
export const LAST_LARGE = 100;
/** Whether it is in a widget at all. */
export const LAST_SHOWN = 900;

const UNKNOWN = look(200, 'sensor');

/** The look of a quantity, whatever its number; a quantity that this page does not know yet has a plain one. */
export function lookOf(name: string): Look {
  const quantity = quantityOf(name);
  return Object.hasOwn(LOOKS, quantity) ? LOOKS[quantity] : UNKNOWN;
}
