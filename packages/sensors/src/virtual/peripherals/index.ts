// Peripherals of the simulated home: one file each.

export { battery } from './battery.ts';
export { heartRate } from './heart-rate.ts';
export { LOCK_PASSKEY, lock } from './lock.ts';
export type { Peripheral } from './peripheral.ts';
export { startPeripheral } from './start-peripheral.ts';
export { thermometer } from './thermometer.ts';
export { uart } from './uart.ts';
