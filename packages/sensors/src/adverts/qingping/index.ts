// Qingping: the format of its own under 0xfdcd.

export { type QingpingFrameOptions, qingpingFrame } from './frames.ts';
export { type QingpingProducts, qingpingFormat } from './qingping.ts';
