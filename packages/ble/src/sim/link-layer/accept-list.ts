// The filter accept list. Core Spec v5.4, Vol 6, Part B, 4.3.1.

import { HciStatus } from '../../hci/index.ts';
import { ANONYMOUS, type DeviceAddress, peerOf } from './device-address.ts';
import type { PeerAddress } from './parameters.ts';

/** No address: stands for all who advertise without one. */
const NOBODY: DeviceAddress = -1;

/** Devices by identity, or by address where there is none. */
export class AcceptList {
  readonly #devices = new Set<DeviceAddress>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  /** Who sends under this identity; `undefined` for an anonymous advert. */
  has(device: DeviceAddress | undefined): boolean {
    return this.#devices.has(device ?? NOBODY);
  }

  add(device: PeerAddress): number {
    const key = keyOf(device);
    if (this.#devices.size >= this.#size && !this.#devices.has(key)) {
      return HciStatus.memoryCapacityExceeded;
    }
    this.#devices.add(key);
    return HciStatus.success;
  }

  remove(device: PeerAddress): number {
    return this.#devices.delete(keyOf(device)) ? HciStatus.success : HciStatus.invalidParameters;
  }

  clear(): void {
    this.#devices.clear();
  }
}

function keyOf({ addressType, address }: PeerAddress): DeviceAddress {
  return addressType === ANONYMOUS ? NOBODY : peerOf(addressType, address);
}
