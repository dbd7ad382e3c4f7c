// What people call quantities, and which of them matter to whom.

import type { BooleanQuantity, Quantity } from '@bluebell/sensors';

/** What truth values mean, `true` first: words that need no name beside them. */
export const BOOLEAN_WORDS: Readonly<Record<BooleanQuantity, readonly [yes: string, no: string]>> =
  {
    motion: ['motion', 'no motion'],
    moving: ['moving', 'not moving'],
    occupancy: ['someone there', 'nobody there'],
    occupancyCloseRange: ['someone close by', 'nobody close by'],
    presence: ['home', 'away'],
    light: ['bright', 'dark'],
    opening: ['open', 'closed'],
    door: ['door open', 'door closed'],
    window: ['window open', 'window closed'],
    garageDoor: ['garage door open', 'garage door closed'],
    doorLeftOpen: ['left open', 'not left open'],
    forciblyRemoved: ['removed by force', 'in its place'],
    waterLeak: ['wet', 'dry'],
    bottomSubmersion: ['under water', 'not under water'],
    topSplash: ['splashed', 'not splashed'],
    wet: ['wet', 'dry'],
    smoke: ['smoke', 'no smoke'],
    carbonMonoxide: ['carbon monoxide', 'no carbon monoxide'],
    gasDetected: ['gas', 'no gas'],
    powerOn: ['on', 'off'],
    plug: ['plugged in', 'unplugged'],
    connectivity: ['connected', 'disconnected'],
    batteryLow: ['battery low', 'battery good'],
    batteryCharging: ['charging', 'not charging'],
    cold: ['cold', 'not cold'],
    heat: ['hot', 'not hot'],
    problem: ['problem', 'no problem'],
    running: ['running', 'not running'],
    safety: ['safe', 'unsafe'],
    sound: ['sound', 'no sound'],
    tamper: ['tampered with', 'not tampered with'],
    vibration: ['vibration', 'no vibration'],
    unlocked: ['unlocked', 'locked'],
    locked: ['locked', 'unlocked'],
    childLock: ['child lock on', 'child lock off'],
    antiLock: ['anti-lock on', 'anti-lock off'],
    wearing: ['worn', 'not worn'],
    asleep: ['asleep', 'awake'],
    snoring: ['snoring', 'not snoring'],
    toothbrush: ['brushing', 'not brushing'],
    stabilized: ['stable', 'not stable'],
    removed: ['removed', 'not removed'],
    genericBoolean: ['on', 'off'],
  };

/** What quantities are called, where that is not what their name says already. */
export const NAMES: Partial<Readonly<Record<Quantity, string>>> = {
  co2: 'CO₂',
  dewpoint: 'dew point',
  mass: 'weight',
  massLb: 'weight',
  massUnit: 'shows',
  massUnstabilized: 'weight now',
  noMotionTime: 'no motion for',
  occupancyDurationMinutes: 'occupied for',
  pm10: 'PM10',
  pm25: 'PM2.5',
  tvoc: 'TVOC',
  uvIndex: 'UV index',
  vacancyDurationMinutes: 'empty for',
};

/** Quantities whose unit says it all, in a table that has little room. */
export const BARE: ReadonlySet<Quantity> = new Set<Quantity>([
  'temperature',
  'humidity',
  'illuminance',
  'conductivity',
  'pressure',
  'voltage',
  'current',
  'power',
  'energy',
  'mass',
  'massLb',
  'impedance',
]);

/** For those who know the format, and not for a table. */
export const TECHNICAL: ReadonlySet<Quantity> = new Set<Quantity>([
  'flagsRaw',
  'triggerFlags',
  'armedRaw',
  'deviceTypeId',
  'massUnit',
  'stabilized',
]);

/** Truth values that a table speaks of only while they hold. */
export const ALARMS: ReadonlySet<Quantity> = new Set<Quantity>([
  'doorLeftOpen',
  'forciblyRemoved',
  'removed',
  'tamper',
  'problem',
]);

/** Tells how the sensor is, not what it senses: it comes last. */
export const UPKEEP: ReadonlySet<Quantity> = new Set<Quantity>([
  'battery',
  'batteryLow',
  'batteryCharging',
  'chargingState',
  'voltage',
  'consumable',
  'firmwareVersion',
  ...TECHNICAL,
]);
