// pvvx: custom firmware of thermometers. Its frames are read with ATC1441's, by their length.

export { type PvvxReport, pvvxFrame } from './pvvx.ts';
export { type PvvxEncryptedReport, pvvxEncryptedFrame } from './pvvx-encrypted.ts';
export { flagsOf } from './trigger-flags.ts';
