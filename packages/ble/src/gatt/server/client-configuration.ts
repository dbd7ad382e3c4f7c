// The descriptor by which a client says what it listens for. Core Spec v5.4, Vol 3, Part G, 3.3.3.3.

import { AttError, AttErrorCode } from '../../att/index.ts';
import { decode, encode } from '../../codec/index.ts';
import type { AttributePermission } from '../../radio/index.ts';
import { AttributeType, clientConfiguration } from '../declarations.ts';
import type { Peer } from './peer.ts';
import { DESCRIPTOR_WAYS, type ServedAttribute } from './served-attribute.ts';
import type { ServedCharacteristic } from './served-characteristic.ts';

/** The Client Characteristic Configuration of one characteristic; each client has its own. */
export class ClientConfiguration implements ServedAttribute {
  readonly type = AttributeType.clientConfiguration;
  readonly readPermission = 'open';
  readonly writePermission: AttributePermission;
  readonly ways = DESCRIPTOR_WAYS;
  readonly minLength = 2;
  readonly maxLength = 2;
  readonly value = undefined;
  readonly handle: number;
  readonly characteristic: ServedCharacteristic;

  constructor(
    handle: number,
    characteristic: ServedCharacteristic,
    writePermission: AttributePermission,
  ) {
    this.handle = handle;
    this.characteristic = characteristic;
    this.writePermission = writePermission;
  }

  read(peer: Peer): Uint8Array {
    const { notify = false, indicate = false } = this.characteristic.listeningOf(peer) ?? {};
    return encode(clientConfiguration, { notify, indicate, reserved: 0 });
  }

  written(peer: Peer): Uint8Array {
    return this.read(peer);
  }

  /** @throws {AttError} Value Not Allowed: bits of no meaning, or what the characteristic never sends. */
  accept(value: Uint8Array): void {
    const { notify, indicate, reserved } = decode(clientConfiguration, value);
    const { offers } = this.characteristic;
    const isOffered = (offers.notify || !notify) && (offers.indicate || !indicate);
    if (!isOffered || reserved !== 0) {
      throw new AttError(AttErrorCode.valueNotAllowed, this.handle);
    }
  }

  keep(value: Uint8Array, peer: Peer): void {
    const { notify, indicate } = decode(clientConfiguration, value);
    this.characteristic.configure(peer, { notify, indicate });
    peer.configured();
  }
}
