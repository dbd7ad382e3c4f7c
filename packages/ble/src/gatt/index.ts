// The Generic Attribute Profile: services and what they hold, of peers and of our own.
// Core Spec v5.4, Vol 3, Part G.

export * from './assigned-values.ts';
export {
  type DatabaseCache,
  MemoryDatabaseCache,
} from './client/database-cache.ts';
export type { CachedPeer } from './client/database-keeper.ts';
export type {
  CharacteristicRecord,
  DatabaseRecord,
  DescriptorRecord,
  ServiceRecord,
} from './client/database-record.ts';
export {
  GattClient,
  type GattClientOptions,
  type ReadByUuid,
  type ReliableWrite,
} from './client/gatt-client.ts';
export { GattError, type GattViolation } from './client/gatt-error.ts';
export type { Sign } from './client/value-access.ts';
export {
  AttributeType,
  GenericAttribute,
} from './declarations.ts';
export { GattDatabase, type GattDatabaseOptions } from './server/database.ts';
export { GenericAccess, type GenericAccessOptions } from './server/generic-services.ts';
export type { GattServerLink, GattServerLinkOptions, PeerBond } from './server/server-link.ts';
export {
  type KeptClient,
  type KeptSubscription,
  MemorySubscriptionStore,
  type SubscriptionStore,
} from './server/subscription-store.ts';
