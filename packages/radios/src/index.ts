// Ways to the air from Node.

export type { CaptureCounts } from './capture/capture-listener.ts';
export { type CaptureSource, captureFile } from './capture/capture-source.ts';
export type { Direction } from './capture/encode-btsnoop.ts';
export { BtsnoopWriter } from './capture/write-btsnoop.ts';
export { type OpenRadioOptions, openRadio } from './open.ts';
export type { ReplaySpeed } from './pace.ts';
export { type ReplayOptions, type ReplayProgress, ReplayRadio } from './replay.ts';
