// What a sensor reports, as bits: the `feat` of Tasmota's mi32cfg. They are learned from what it sends.

import { type Quantity, quantityOf, type SensorEvent, type Values } from '@bluebell/sensors';

/** Bits of the mask, as Tasmota numbers them. */
export const Feature = {
  /** Set as soon as one encrypted frame was heard. */
  needsKey: 1,
  temperature: 2,
  humidity: 4,
  /** Temperature and humidity together, with a dew point; never learned. */
  temperatureAndHumidity: 8,
  illuminance: 16,
  moisture: 32,
  fertility: 64,
  battery: 128,
  /** No motion for so long. */
  noMotionTime: 256,
  motion: 512,
  button: 1024,
  knob: 2048,
  door: 4096,
  leak: 8192,
  /** A generic device, of which the raw advert is told. */
  payload: 16_384,
} as const;

/** The bit that a quantity shows; what is not here has none. */
const BITS: Partial<Record<Quantity, number>> = {
  temperature: Feature.temperature,
  humidity: Feature.humidity,
  illuminance: Feature.illuminance,
  moisture: Feature.moisture,
  conductivity: Feature.fertility,
  battery: Feature.battery,
  noMotionTime: Feature.noMotionTime,
  motion: Feature.motion,
  opening: Feature.door,
  door: Feature.door,
  window: Feature.door,
  garageDoor: Feature.door,
  waterLeak: Feature.leak,
};

/** The bits that a frame shows. */
export function featuresIn(values: Values, events: readonly SensorEvent[]): number {
  let bits = 0;
  for (const name of Object.keys(values)) bits = withBits(bits, BITS[quantityOf(name)] ?? 0);
  for (const { source } of events) {
    if (source.startsWith('button')) bits = withBits(bits, Feature.button);
    else if (source === 'dimmer') bits = withBits(bits, Feature.knob);
  }
  return bits;
}

/** A mask with more bits set. `mask | bits` would be negative where the highest of its 32 is set. */
export function withBits(mask: number, bits: number): number {
  return mask + (bits & ~mask);
}

/** Whether a mask has any of these bits. */
export function hasFeature(mask: number, bits: number): boolean {
  return (mask & bits) !== 0;
}
