// Beacons: iBeacon and Eddystone.

export { type Beacon, beaconStructure, identifyBeacon } from './beacon.ts';
export type { Eddystone } from './eddystone.ts';
export type { IBeacon } from './ibeacon.ts';
