// Puts the layers on a transport, and offers a radio.

export { AdvertListener } from './advert-listener.ts';
export { HostConnection } from './host-connection.ts';
export type { HostIdentity, HostOptions } from './host-options.ts';
export { HostRadio } from './host-radio.ts';
export { openHost } from './open-host.ts';
export { peerName } from './peer-name.ts';
