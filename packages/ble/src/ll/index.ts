// Link-layer PDUs: what captures of the air and the virtual air share.

export * from './advertising-pdu.ts';
export * from './channel.ts';
export { AdvMode, type ExtendedHeader } from './extended-header.ts';
export * from './packet.ts';
