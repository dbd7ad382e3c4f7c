// The seam between everything that reaches the air and everything that uses it.

export * from './ad-structures.ts';
export { Advert, type AdvertFacts } from './advert.ts';
export { AdvertQueue } from './advert-queue.ts';
export { serviceUuidsOf } from './advertised-services.ts';
export { type NamedKind, nameOfUuid, uuidNamed } from './assigned-names.ts';
export type * from './connection.ts';
export type * from './local-service.ts';
export { completeName, serviceUuids } from './naming-structures.ts';
export type { PeerAddress } from './peer.ts';
export * from './radio.ts';
export type * from './remote-service.ts';
export { StageListeners } from './stage-listeners.ts';
export * from './subscription.ts';
