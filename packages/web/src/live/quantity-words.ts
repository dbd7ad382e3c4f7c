// What quantities are called on the page, and the words for what is true and what is not.

import { type BooleanQuantity, type Quantity, quantityOf } from '@bluebell/sensors/quantities';

/** Where the name, written in words, is not what people say. */
const TITLES: Partial<Record<Quantity, string>> = {
  dewpoint: 'Dew point',
  pcbTemperature: 'Board temperature',
  moisture: 'Soil moisture',
  conductivity: 'Soil fertility',
  consumable: 'Consumable left',
  uvIndex: 'UV index',
  co2: 'CO₂',
  pm25: 'PM2.5',
  pm10: 'PM10',
  tvoc: 'TVOC',
  mass: 'Weight',
  massUnstabilized: 'Weight, settling',
  massLb: 'Weight',
  impedanceLow: 'Impedance, low',
  impedanceHigh: 'Impedance, high',
  volumeStorage: 'Stored volume',
  volumeMl: 'Volume',
  volumeFlowRate: 'Flow',
  distanceM: 'Distance',
  distanceMm: 'Distance',
  gyroscope: 'Turning',
  rotation: 'Tilt',
  profileId: 'Profile',
  toothbrushCounter: 'Brushing',
  deviceTypeId: 'Device type',
  armedRaw: 'Armed',
  flagsRaw: 'Flags',
  timestamp: 'Clock',
  noMotionTime: 'Quiet for',
  occupancyDurationMinutes: 'Occupied for',
  vacancyDurationMinutes: 'Empty for',
  pressurePresentDuration: 'Pressed for',
  pressureNotPresentDuration: 'Free for',
  occupancyCloseRange: 'Occupancy, near',
  garageDoor: 'Garage door',
  gasDetected: 'Gas',
  powerOn: 'Power',
  bottomSubmersion: 'Water below',
  topSplash: 'Water above',
  wet: 'Rain',
  light: 'Light',
  unlocked: 'Lock',
  locked: 'Lock',
  cold: 'Cold',
  heat: 'Heat',
  genericBoolean: 'State',
  massUnit: 'Weight unit',
  firmwareVersion: 'Firmware',
  raw: 'Raw data',
  triggerFlags: 'Trigger',
};

/** What `true` and `false` are called. One that is missing does not compile. */
const WORDS: Record<BooleanQuantity, readonly [yes: string, no: string]> = {
  motion: ['Motion', 'No motion'],
  moving: ['Moving', 'Still'],
  occupancy: ['Occupied', 'Empty'],
  occupancyCloseRange: ['Occupied', 'Empty'],
  presence: ['Home', 'Away'],
  light: ['Bright', 'Dark'],
  opening: ['Open', 'Closed'],
  door: ['Open', 'Closed'],
  window: ['Open', 'Closed'],
  garageDoor: ['Open', 'Closed'],
  doorLeftOpen: ['Left open', 'Not left open'],
  forciblyRemoved: ['Removed by force', 'In place'],
  waterLeak: ['Leak', 'Dry'],
  bottomSubmersion: ['Wet', 'Dry'],
  topSplash: ['Wet', 'Dry'],
  wet: ['Wet', 'Dry'],
  smoke: ['Smoke', 'No smoke'],
  carbonMonoxide: ['Carbon monoxide', 'No carbon monoxide'],
  gasDetected: ['Gas', 'No gas'],
  powerOn: ['On', 'Off'],
  plug: ['Plugged in', 'Unplugged'],
  connectivity: ['Connected', 'Not connected'],
  batteryLow: ['Battery low', 'Battery fine'],
  batteryCharging: ['Charging', 'Not charging'],
  cold: ['Cold', 'Not cold'],
  heat: ['Hot', 'Not hot'],
  problem: ['Problem', 'No problem'],
  running: ['Running', 'Stopped'],
  safety: ['Safe', 'Unsafe'],
  sound: ['Sound', 'Quiet'],
  tamper: ['Tampered', 'Untouched'],
  vibration: ['Vibration', 'Still'],
  unlocked: ['Unlocked', 'Locked'],
  locked: ['Locked', 'Unlocked'],
  childLock: ['Child lock on', 'Child lock off'],
  antiLock: ['Deadlock on', 'Deadlock off'],
  wearing: ['Worn', 'Not worn'],
  asleep: ['Asleep', 'Awake'],
  snoring: ['Snoring', 'Not snoring'],
  toothbrush: ['Brushing', 'Idle'],
  stabilized: ['Settled', 'Settling'],
  removed: ['Removed', 'In place'],
  genericBoolean: ['On', 'Off'],
};

/** What strips show beside quantities. */
const OF_STRIPS: Readonly<Record<string, string>> = {
  sightings: 'Packets heard',
  motionSigns: 'Signs of motion',
};

/** What a quantity is called: `temperature_2` is `Temperature 2`. */
export function quantityTitle(name: string): string {
  if (Object.hasOwn(OF_STRIPS, name)) return OF_STRIPS[name] ?? name;
  const quantity = quantityOf(name);
  const number = name.slice(quantity.length).replace('_', ' ');
  const words = quantity.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const title = Object.hasOwn(TITLES, quantity) ? TITLES[quantity] : undefined;
  return (title ?? words.charAt(0).toUpperCase() + words.slice(1)) + number;
}

/** The word for a truth value of a quantity: `Open`. */
export function booleanWord(name: string, value: boolean): string {
  const quantity = quantityOf(name);
  // Asked in front of it.
  const words = Object.hasOwn(WORDS, quantity) ? WORDS[quantity as BooleanQuantity] : ['Yes', 'No'];
  return words[value ? 0 : 1] ?? '';
}
