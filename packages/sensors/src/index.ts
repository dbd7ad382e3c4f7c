// What adverts of sensors mean: bytes in, measurements out.

export type { AdvertFormat, Heard } from './advert-format.ts';
export { type Beacon, identifyBeacon } from './adverts/beacons/beacon.ts';
export { BindKey, type CipherName, type KeyRing } from './bind-key.ts';
export { FAMILIES } from './counter-rules.ts';
export { decodeAdvert, NO_KEYS, richestOf } from './decode.ts';
export { describeMeasurement } from './decoded-line.ts';
export {
  type Family,
  type Fault,
  type Findings,
  type FrameDetails,
  Measurement,
  type RawObject,
  type SensorEvent,
  type Sequence,
} from './measurement.ts';
export { MODELS } from './models/index.ts';
export * from './quantities.ts';
export {
  type Freshness,
  ReplayGuard,
  type SavedCounter,
  type SavedCounters,
} from './replay-guard.ts';
export { defineSensor, type Example, type SensorModel, type TasmotaType } from './sensor-model.ts';
