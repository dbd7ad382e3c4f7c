// Two Security Managers on a link in memory, for tests: what one sends the other gets 10 ms later, and
// encryption works when both have the same key.

import { encode } from '../codec/index.ts';
import { type BleError, sleep, TransportError, toHex, VirtualClock } from '../core/index.ts';
import { e, keyOfNumber } from '../crypto/index.ts';
import { MemoryBondStore } from './bond-store.ts';
import type { PairingUser } from './pairing-user.ts';
import { type IoCapability, type SmpPdu, smpPdu } from './pdu.ts';
import type { EncryptionKey, Random, SecurityAddress, SecurityLink } from './security-link.ts';
import { SecurityManager } from './security-manager.ts';
import type { SecurityManagerOptions } from './security-manager-options.ts';

export type Role = SecurityLink['role'];

/** What a message becomes on its way: nothing, another, or several. */
export type Tamper = (pdu: Uint8Array, from: Role, isEncrypted: boolean) => readonly Uint8Array[];

/** How the two are set up. */
export interface TwoOptions {
  readonly central?: Partial<SecurityManagerOptions>;
  readonly peripheral?: Partial<SecurityManagerOptions>;
  readonly tamper?: Tamper;
  /** Default: one of its own. */
  readonly clock?: VirtualClock;
  /** Whose addresses and stores are used again. */
  readonly after?: Two;
  /** The central of `after` is the peripheral now. */
  readonly isReversed?: boolean;
  readonly addresses?: Partial<Record<Role, SecurityAddress>>;
  /** Whom the private address of each was resolved to. */
  readonly identities?: Partial<Record<Role, SecurityAddress>>;
}

const DELAY_MS = 10;

export const CENTRAL: SecurityAddress = { address: 0xa4c138000001, type: 'public' };
export const PERIPHERAL: SecurityAddress = { address: 0xc4c138000002, type: 'random' };

/** One end of the link. */
export class TestLink implements SecurityLink {
  readonly role: Role;
  readonly ownAddress: SecurityAddress;
  readonly peerAddress: SecurityAddress;
  readonly peerIdentity: SecurityAddress;
  /** All that was sent, as hex. */
  readonly sent: string[] = [];
  onReceive?: (pdu: Uint8Array) => void;
  onKeyRequest?: (ediv: number, rand: bigint) => Uint8Array | undefined;
  onEncrypted?: (failure?: BleError) => void;
  onClosed?: (reason: BleError) => void;
  peer: TestLink | undefined;
  /** The key that the link is encrypted with. */
  key: string | undefined;
  readonly #clock: VirtualClock;
  readonly #tamper: Tamper;

  constructor(
    role: Role,
    addresses: Record<Role, SecurityAddress>,
    clock: VirtualClock,
    { tamper = (pdu) => [pdu], identities = {} }: Pick<TwoOptions, 'tamper' | 'identities'>,
  ) {
    const other = role === 'central' ? 'peripheral' : 'central';
    this.role = role;
    this.ownAddress = addresses[role];
    this.peerAddress = addresses[other];
    this.peerIdentity = identities[other] ?? this.peerAddress;
    this.#clock = clock;
    this.#tamper = tamper;
  }

  send(pdu: Uint8Array): void {
    this.sent.push(toHex(pdu));
    for (const message of this.#tamper(pdu, this.role, this.key !== undefined)) {
      this.#clock.after(DELAY_MS, () => this.peer?.onReceive?.(message));
    }
  }

  encrypt({ ltk, ediv, rand }: EncryptionKey): void {
    this.#clock.after(DELAY_MS, () => {
      const key = this.peer?.onKeyRequest?.(ediv, rand);
      if (!key) {
        this.onEncrypted?.(new TransportError('PIN or key missing'));
        return;
      }
      const failure = toHex(key) === toHex(ltk) ? undefined : new TransportError('MIC failure');
      for (const end of [this.peer, this]) {
        if (end) end.key = failure ? undefined : toHex(ltk);
        end?.onEncrypted?.(failure);
      }
    });
  }
}

/** Both ends, with what they are made of. */
export interface Two {
  readonly clock: VirtualClock;
  readonly links: Readonly<Record<Role, TestLink>>;
  readonly central: SecurityManager;
  readonly peripheral: SecurityManager;
  readonly stores: Readonly<Record<Role, MemoryBondStore>>;
  /** What `onFailed` of each was told, by the side. */
  readonly failures: Readonly<Record<Role, unknown[]>>;
}

/** Connects two managers. */
export function connectTwo(options: TwoOptions = {}): Two {
  const { after, isReversed = false } = options;
  const clock = after?.clock ?? options.clock ?? new VirtualClock();
  const addresses = { central: CENTRAL, peripheral: PERIPHERAL, ...options.addresses };
  const before = after?.stores ?? {
    central: new MemoryBondStore(),
    peripheral: new MemoryBondStore(),
  };
  const stores = isReversed ? { central: before.peripheral, peripheral: before.central } : before;
  const links = {
    central: new TestLink('central', addresses, clock, options),
    peripheral: new TestLink('peripheral', addresses, clock, options),
  };
  links.central.peer = links.peripheral;
  links.peripheral.peer = links.central;
  const failures: Record<Role, unknown[]> = { central: [], peripheral: [] };
  const manager = (role: Role) =>
    new SecurityManager(links[role], {
      clock,
      random: seededRandom(role === 'central' ? 1 : 2),
      bonds: stores[role],
      onFailed: (error) => failures[role].push(error),
      ...options[role],
    });
  const [central, peripheral] = [manager('central'), manager('peripheral')];
  return { clock, links, central, peripheral, stores, failures };
}

/** Random bytes from a seed: the same in every run, no two alike. */
export function seededRandom(seed: number): Random {
  const key = keyOfNumber(seed);
  let block = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 16) {
      bytes.set(e(key, keyOfNumber(++block)).subarray(0, length - at), at);
    }
    return bytes;
  };
}

/** How long somebody takes to type six digits. */
const TYPING_MS = 2000;

/** What two people with both devices before them do: they carry over what one shows to the other. */
export class TwoPeople {
  readonly clock = new VirtualClock();
  /** The passkey that was shown last. */
  shown: string | undefined;
  /** The numbers that were to be compared. */
  readonly compared: string[] = [];
  /** What both enter where none is shown. */
  readonly agreed = '019655';

  /** One of them, with a device that can do this. */
  with(capability: IoCapability): PairingUser {
    const displayPasskey = (passkey: string) => {
      this.shown = passkey;
    };
    const enterPasskey = async () => {
      await sleep(this.clock, TYPING_MS);
      return this.shown ?? this.agreed;
    };
    const confirmNumber = async (number: string) => {
      this.compared.push(number);
      await sleep(this.clock, TYPING_MS);
      return true;
    };
    const users: Record<IoCapability, PairingUser> = {
      displayOnly: { displayPasskey },
      displayYesNo: { displayPasskey, confirmNumber },
      keyboardOnly: { enterPasskey },
      noInputNoOutput: {},
      keyboardDisplay: { displayPasskey, enterPasskey, confirmNumber },
    };
    return users[capability];
  }
}

/** The bytes of a PDU. */
export function bytesOf(pdu: SmpPdu): Uint8Array {
  return encode(smpPdu, pdu);
}
