// What Home Assistant makes of each quantity. Classes, their units and states are those that it documents:
// https://www.home-assistant.io/integrations/sensor/#device-class and …/binary_sensor/#device-class

import type {
  BooleanQuantity,
  NumberQuantity,
  TextQuantity,
  TriggerFlags,
} from '@bluebell/sensors';

/** What all entities of values can have. */
interface Row {
  /** What it is called where its class does not say so already. */
  readonly name?: string;
  readonly deviceClass?: string;
  /** Of interest to those who look after things, not to those who live with them. */
  readonly isDiagnostic?: true;
  /** Switched off until somebody wants it. */
  readonly isHidden?: true;
}

/** A number. */
export interface NumberRow extends Row {
  readonly stateClass?: 'measurement' | 'measurement_angle' | 'total' | 'total_increasing';
  /** Digits behind the point. */
  readonly precision?: number;
  /** Where Home Assistant writes the unit in another way than we do. */
  readonly unit?: string;
  /** Seconds since 1970 that are to be shown as a time. */
  readonly isTime?: true;
}

/** A truth value. */
export interface BooleanRow extends Row {
  /** Home Assistant's class says the opposite: its `lock` is on when unlocked. */
  readonly isInverse?: true;
  /** The user says what it is: `settings.contactClass` takes the place of the class. */
  readonly isContact?: true;
}

/** A text. */
export interface TextRow extends Row {
  /** All that it can be. */
  readonly options?: readonly string[];
}

const MEASURED = { stateClass: 'measurement' } as const;
const HIDDEN = { isDiagnostic: true, isHidden: true } as const;

/** Numbers. A new one does not compile until it is here. */
export const NUMBER_ROWS: Readonly<Record<NumberQuantity, NumberRow>> = {
  temperature: { ...MEASURED, deviceClass: 'temperature', precision: 1 },
  dewpoint: { ...MEASURED, name: 'Dew point', deviceClass: 'temperature', precision: 1 },
  skinTemperature: {
    ...MEASURED,
    name: 'Skin temperature',
    deviceClass: 'temperature',
    precision: 1,
  },
  pcbTemperature: {
    ...MEASURED,
    ...HIDDEN,
    name: 'Board temperature',
    deviceClass: 'temperature',
    precision: 1,
  },
  humidity: { ...MEASURED, deviceClass: 'humidity', precision: 1 },
  moisture: { ...MEASURED, deviceClass: 'moisture', precision: 0 },
  battery: { ...MEASURED, deviceClass: 'battery', precision: 0, isDiagnostic: true },
  consumable: { ...MEASURED, name: 'Consumable left', precision: 0, isDiagnostic: true },
  voltage: { ...MEASURED, ...HIDDEN, deviceClass: 'voltage', precision: 2 },
  current: { ...MEASURED, deviceClass: 'current', precision: 2 },
  power: { ...MEASURED, deviceClass: 'power', precision: 1 },
  energy: { stateClass: 'total_increasing', deviceClass: 'energy', precision: 2 },
  illuminance: { ...MEASURED, deviceClass: 'illuminance', precision: 0 },
  uvIndex: { ...MEASURED, name: 'UV index', unit: 'UV index', precision: 1 },
  lightLevel: { ...MEASURED, name: 'Light level', precision: 0 },
  conductivity: { ...MEASURED, deviceClass: 'conductivity', precision: 0 },
  pressure: { ...MEASURED, deviceClass: 'pressure', precision: 1 },
  co2: { ...MEASURED, deviceClass: 'carbon_dioxide', precision: 0 },
  pm25: { ...MEASURED, deviceClass: 'pm25', precision: 0 },
  pm10: { ...MEASURED, deviceClass: 'pm10', precision: 0 },
  tvoc: { ...MEASURED, deviceClass: 'volatile_organic_compounds', precision: 0 },
  formaldehyde: {
    ...MEASURED,
    name: 'Formaldehyde',
    deviceClass: 'volatile_organic_compounds',
    precision: 3,
  },
  gas: { stateClass: 'total_increasing', deviceClass: 'gas', precision: 2 },
  mass: { ...MEASURED, deviceClass: 'weight', precision: 2 },
  massUnstabilized: {
    ...MEASURED,
    name: 'Weight while weighing',
    deviceClass: 'weight',
    precision: 2,
    isHidden: true,
  },
  massLb: {
    ...MEASURED,
    name: 'Weight in pounds',
    deviceClass: 'weight',
    precision: 2,
    isHidden: true,
  },
  impedance: { ...MEASURED, name: 'Impedance', precision: 0 },
  impedanceLow: { ...MEASURED, name: 'Impedance, low frequency', precision: 0 },
  impedanceHigh: { ...MEASURED, name: 'Impedance, high frequency', precision: 0 },
  heartRate: { ...MEASURED, name: 'Heart rate', unit: 'bpm', precision: 0 },
  volume: { stateClass: 'total', deviceClass: 'volume', precision: 1 },
  volumeStorage: { ...MEASURED, deviceClass: 'volume_storage', precision: 1 },
  water: { stateClass: 'total_increasing', deviceClass: 'water', precision: 1 },
  volumeMl: { stateClass: 'total', name: 'Volume', deviceClass: 'volume', precision: 0 },
  volumeFlowRate: { ...MEASURED, deviceClass: 'volume_flow_rate', precision: 3 },
  precipitation: { ...MEASURED, deviceClass: 'precipitation', precision: 1 },
  distanceM: { ...MEASURED, deviceClass: 'distance', precision: 2 },
  distanceMm: { ...MEASURED, deviceClass: 'distance', precision: 0 },
  duration: { ...MEASURED, deviceClass: 'duration', precision: 0 },
  speed: { ...MEASURED, deviceClass: 'speed', precision: 1 },
  acceleration: { ...MEASURED, name: 'Acceleration', precision: 2 },
  gyroscope: { ...MEASURED, name: 'Angular speed', precision: 1 },
  rotation: { ...MEASURED, name: 'Rotation', precision: 1 },
  direction: { stateClass: 'measurement_angle', name: 'Direction', precision: 0 },
  rotationalSpeed: { ...MEASURED, name: 'Rotational speed', unit: 'rpm', precision: 0 },
  count: { ...MEASURED, name: 'Count', precision: 0 },
  channel: { ...HIDDEN, name: 'Channel', precision: 0 },
  profileId: { name: 'Profile', precision: 0 },
  score: { ...MEASURED, name: 'Score', precision: 0 },
  toothbrushCounter: { ...MEASURED, name: 'Toothbrush counter', precision: 0 },
  deviceTypeId: { ...HIDDEN, name: 'Device type', precision: 0 },
  armedRaw: { ...HIDDEN, name: 'Armed, raw', precision: 0 },
  flagsRaw: { ...HIDDEN, name: 'Flags, raw', precision: 0 },
  timestamp: { ...HIDDEN, name: 'Time of the sensor', deviceClass: 'timestamp', isTime: true },
  noMotionTime: { ...MEASURED, name: 'Idle time', deviceClass: 'duration', precision: 0 },
  occupancyDurationMinutes: {
    ...MEASURED,
    name: 'Occupied for',
    deviceClass: 'duration',
    precision: 0,
  },
  vacancyDurationMinutes: {
    ...MEASURED,
    name: 'Vacant for',
    deviceClass: 'duration',
    precision: 0,
  },
  pressurePresentDuration: {
    ...MEASURED,
    name: 'Pressed for',
    deviceClass: 'duration',
    precision: 0,
  },
  pressureNotPresentDuration: {
    ...MEASURED,
    name: 'Not pressed for',
    deviceClass: 'duration',
    precision: 0,
  },
};

/** Truth values. A new one does not compile until it is here. */
export const BOOLEAN_ROWS: Readonly<Record<BooleanQuantity, BooleanRow>> = {
  motion: { deviceClass: 'motion' },
  moving: { deviceClass: 'moving' },
  occupancy: { deviceClass: 'occupancy' },
  occupancyCloseRange: { name: 'Occupancy, close range', deviceClass: 'occupancy' },
  presence: { deviceClass: 'presence' },
  light: { deviceClass: 'light' },
  opening: { isContact: true },
  door: { deviceClass: 'door' },
  window: { deviceClass: 'window' },
  garageDoor: { deviceClass: 'garage_door' },
  doorLeftOpen: { name: 'Left open', deviceClass: 'problem' },
  forciblyRemoved: { name: 'Forcibly removed', deviceClass: 'tamper' },
  waterLeak: { name: 'Water leak', deviceClass: 'moisture' },
  bottomSubmersion: { name: 'Water at the bottom', deviceClass: 'moisture' },
  topSplash: { name: 'Water from above', deviceClass: 'moisture' },
  wet: { deviceClass: 'moisture' },
  smoke: { deviceClass: 'smoke' },
  carbonMonoxide: { deviceClass: 'carbon_monoxide' },
  gasDetected: { deviceClass: 'gas' },
  powerOn: { deviceClass: 'power' },
  plug: { deviceClass: 'plug' },
  connectivity: { deviceClass: 'connectivity', isDiagnostic: true },
  batteryLow: { name: 'Low battery', deviceClass: 'battery', isDiagnostic: true },
  batteryCharging: { deviceClass: 'battery_charging', isDiagnostic: true },
  cold: { deviceClass: 'cold' },
  heat: { deviceClass: 'heat' },
  problem: { deviceClass: 'problem' },
  running: { deviceClass: 'running' },
  // On means unsafe there, and `true` means safe here.
  safety: { deviceClass: 'safety', isInverse: true },
  sound: { deviceClass: 'sound' },
  tamper: { deviceClass: 'tamper' },
  vibration: { deviceClass: 'vibration' },
  unlocked: { deviceClass: 'lock' },
  // On means unlocked there.
  locked: { deviceClass: 'lock', isInverse: true },
  childLock: { name: 'Child lock' },
  antiLock: { name: 'Anti-lock' },
  wearing: { name: 'Worn' },
  asleep: { name: 'Asleep' },
  snoring: { name: 'Snoring' },
  toothbrush: { name: 'Brushing', deviceClass: 'running' },
  stabilized: { name: 'Weight is stable', isHidden: true },
  removed: { name: 'Weight removed', isHidden: true },
  genericBoolean: { name: 'State' },
};

/** Texts. A new one does not compile until it is here. */
export const TEXT_ROWS: Readonly<Record<TextQuantity, TextRow>> = {
  chargingState: {
    name: 'Charging state',
    deviceClass: 'enum',
    options: ['charging', 'not_charging', 'full'],
    isDiagnostic: true,
  },
  massUnit: {
    ...HIDDEN,
    name: 'Unit on the scale',
    deviceClass: 'enum',
    options: ['kg', 'lb', 'jin'],
  },
  firmwareVersion: { ...HIDDEN, name: 'Firmware' },
  text: { name: 'Text' },
  raw: { ...HIDDEN, name: 'Raw data' },
};

/** The pins and triggers of thermometers. A new one does not compile until it is here. */
export const TRIGGER_ROWS: Readonly<Record<keyof TriggerFlags, BooleanRow>> = {
  reed: { name: 'Reed switch', deviceClass: 'opening' },
  triggerOut: { ...HIDDEN, name: 'Trigger output' },
  triggerControl: { ...HIDDEN, name: 'Trigger control' },
  tempTrigger: { ...HIDDEN, name: 'Temperature trigger' },
  humTrigger: { ...HIDDEN, name: 'Humidity trigger' },
};
