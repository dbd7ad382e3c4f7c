// Who is heard, who is told, who is connected with: the roles of a device. Core Spec v5.4, Vol 3, Part C.

export { Advertiser, type PlannedAdvertising } from './advertiser.ts';
export { type AdvertisingPlan, advertisingData, advertisingPlan } from './advertising-plan.ts';
export { Initiator, type InitiatorOptions, type LookOptions } from './initiator.ts';
export * from './link-parameters.ts';
export { OwnAddress, type OwnAddressOptions } from './own-address.ts';
export { type KnownIdentity, PeerResolver } from './peer-resolver.ts';
export { type Procedure, Procedures } from './procedures.ts';
export { Scanner, type ScanWish } from './scanner.ts';
