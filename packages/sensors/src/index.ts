// What adverts of sensors mean: bytes in, measurements out.

export type { AdvertFormat, Heard } from './advert-format.ts';
export { BindKey, type CipherName, type KeyRing } from './bind-key.ts';
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
export * from './quantities.ts';
export { defineSensor, type Example, type SensorModel } from './sensor-model.ts';
