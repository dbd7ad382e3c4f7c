// Ways to the air from Node.

export type { CaptureCounts } from './capture/capture-listener.ts';
export { type CaptureSource, captureFile } from './capture/capture-source.ts';
export type { AirFacts } from './capture/encode-air.ts';
export type { Direction } from './capture/encode-btsnoop.ts';
export type { LiveOptions } from './capture/live-capture.ts';
export { type AirRecorder, recordAir } from './capture/record-air.ts';
export { AirWriter } from './capture/write-air.ts';
export { BtsnoopWriter } from './capture/write-btsnoop.ts';
export {
  checkRadio,
  checkTransport,
  type RadioAbilities,
  type RadioReport,
} from './check-radio.ts';
export type { HciDevice } from './hci/hci-devices.ts';
export { openTransport, TRANSPORT_SCHEMES, type TransportScheme } from './hci/open-transport.ts';
export { record } from './hci/recorded.ts';
export type { SerialPortFacts } from './hci/serial-ports.ts';
export {
  ControllerListener,
  type ServedController,
  type ServeOptions,
  serveController,
  servedTransport,
} from './hci/serve.ts';
export type { TransportOptions } from './hci/transport-options.ts';
export {
  type ListRadiosOptions,
  listRadios,
  type RadioList,
  type RadioListing,
} from './list-radios.ts';
export { checkRadioName, type OpenRadioOptions, openRadio } from './open.ts';
export type { ReplaySpeed } from './pace.ts';
export { type ReplayOptions, type ReplayProgress, ReplayRadio } from './replay.ts';
