// Link-layer PDUs and the rules that go with them: what captures of the air and the virtual air share.

export * from './access-address.ts';
export * from './advertising-pdu.ts';
export * from './channel.ts';
export * from './channel-selection.ts';
export * from './control-pdu.ts';
export * from './data-pdu.ts';
export { AdvMode, type ExtendedHeader, NO_EXTENDED_FIELDS } from './extended-header.ts';
export * from './packet.ts';
export * from './phy.ts';
