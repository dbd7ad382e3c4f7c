// ATC1441, and the UUID that it shares with pvvx.

export { type AtcEncryptedReport, atcEncryptedFrame } from './atc-encrypted.ts';
export { type AtcReport, atcFrame } from './atc1441.ts';
export { serviceData181a } from './service-data-181a.ts';
