// The far side of HCI: controllers that are not there, on an air that is not there either.

export {
  Air,
  type AirOptions,
  DEFAULT_PROPAGATION,
  type Place,
  type Propagation,
  type TapOptions,
  type TappedPacket,
} from './air/index.ts';
export * from './controller/index.ts';
