// Addresses with their type, as one number each: what is looked up for every packet heard.

import { type AddressValue, randomKindOf } from '../../core/index.ts';

/** An address and its type in one: those of random type are above the 48 bits. */
export type DeviceAddress = number;

const RANDOM = 2 ** 48;

/** Address types in HCI that a resolving controller adds to those of the air. Vol 4, Part E, 7.7.65.2. */
const RESOLVED = 2;

/** What HCI calls an advert that names no address. */
export const ANONYMOUS = 0xff;

export function deviceAddress(isRandom: boolean, address: AddressValue): DeviceAddress {
  return isRandom ? RANDOM + address : address;
}

/** The address of a peer as HCI gives it: types 2 and 3 are those of identities. */
export function peerOf(addressType: number, address: AddressValue): DeviceAddress {
  return deviceAddress(addressType % 2 === 1, address);
}

export function isRandom(device: DeviceAddress): boolean {
  return device >= RANDOM;
}

export function addressOf(device: DeviceAddress): AddressValue {
  return device >= RANDOM ? device - RANDOM : device;
}

/** The type by its number in HCI. */
export function addressTypeOf(device: DeviceAddress, isResolved: boolean): number {
  return (device >= RANDOM ? 1 : 0) + (isResolved ? RESOLVED : 0);
}

/** Whether this is an address that changes, and an identity key may tell whose it is. */
export function isResolvable(device: DeviceAddress): boolean {
  return device >= RANDOM && randomKindOf(device - RANDOM) === 'resolvable';
}
