// Simulated sensors, made from the models, and a home full of them.

export {
  DEFAULT_SEED,
  type HomeSend,
  type SimulatedDevice,
  type SimulatedHome,
  simulatedHome,
} from './home.ts';
export { VirtualPhone } from './phone.ts';
export { SeededRandom } from './random.ts';
export type { Send, Sender, Surroundings, Transmission } from './sender.ts';
export { SimRadio, type SimRadioOptions } from './sim-radio.ts';
export { VirtualSensor, type VirtualSensorOptions } from './virtual-sensor.ts';
