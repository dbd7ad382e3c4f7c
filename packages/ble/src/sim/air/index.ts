// The medium that virtual controllers share: time, distance, noise and collisions.

export { Air, type AirOptions } from './air.ts';
export { AirPdu } from './air-pdu.ts';
export { DEFAULT_PROPAGATION, type Place, type Propagation } from './propagation.ts';
export { Random } from './random.ts';
export type { Ear, OutgoingPacket, Station, StationOptions, Transmission } from './station.ts';
export type { TapOptions, TappedPacket } from './tap.ts';
export { Timeline } from './timeline.ts';
export { AirTimer } from './timer-heap.ts';
