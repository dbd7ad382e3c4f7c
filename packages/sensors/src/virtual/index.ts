// Simulated sensors, made from the models, and a home full of them on a virtual air.

export { AirTransmitter } from './air-transmitter.ts';
export { GUEST_PHONE } from './guest-phone.ts';
export { DEFAULT_SEED, type SimulatedDevice, type SimulatedHome, simulatedHome } from './home.ts';
export { LOCK_PASSKEY } from './peripherals/index.ts';
export { VirtualPhone } from './phone.ts';
export { SeededRandom } from './random.ts';
export { MIDDLE, type Spot } from './rooms.ts';
export type { Broadcast, Sender, Surroundings, Transmitter } from './sender.ts';
export { SimRadio, type SimRadioOptions } from './sim-radio.ts';
export { type HomeOnAir, type HomeOptions, startHome } from './start-home.ts';
export { VirtualSensor, type VirtualSensorOptions } from './virtual-sensor.ts';
