// Pairing, keys and bonds: the Security Manager.

export { type AssociationModel, associationModel } from './association-model.ts';
export { AttemptGuard, type AttemptGuardOptions } from './attempt-guard.ts';
export {
  type Bond,
  type BondKey,
  bondKeyOf,
  encryptionKeyOf,
  type KeySecurity,
  type SigningKey,
} from './bond.ts';
export { type BondStore, MemoryBondStore } from './bond-store.ts';
export { SMP_TIMEOUT_MS } from './exchange.ts';
export { makeOobData, type OobData, type OobValues, type OwnOobData } from './oob.ts';
export type { PairingResult } from './pairing.ts';
export type { Identity } from './pairing-context.ts';
export { ioCapabilityOf, type PairingUser, type Prompt } from './pairing-user.ts';
export { type IoCapability, type SmpPdu, smpPdu } from './pdu.ts';
export type { EncryptionKey, Random, SecurityAddress, SecurityLink } from './security-link.ts';
export { SecurityManager } from './security-manager.ts';
export type { SecurityManagerOptions, SmpViolation } from './security-manager-options.ts';
export type { SecurityPolicy } from './security-policy.ts';
export { SmpError, SmpReason } from './smp-error.ts';
