// The address that we go on the air with. Core Spec v5.4, Vol 3, Part C, 10.7 and 10.8; Vol 6, Part B, 1.3.

import { decode, u24, u48 } from '../codec/index.ts';
import { type Cancel, type Clock, formatAddress, randomKindOf, UsageError } from '../core/index.ts';
import { makeResolvable } from '../crypto/index.ts';
import { type Controller, leSetRandomAddress } from '../hci/index.ts';
import type { PeerAddress } from '../radio/index.ts';

/** What it takes to have an address. */
export interface OwnAddressOptions {
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  /** Who we are; default: the controller's public address, else a static random one made now. */
  readonly identity?: PeerAddress | undefined;
  /** The key of private addresses, 16 bytes, most significant first; absent: the identity goes on the air. */
  readonly irk?: Uint8Array | undefined;
  /** How long a private address lasts; 15 minutes is what the specification recommends. */
  readonly rotationMs?: number | undefined;
}

const DEFAULT_ROTATION_MS = 15 * 60 * 1000;

/** As for controllers that do it by themselves. Vol 4, Part E, 7.8.45 */
const SHORTEST_ROTATION_MS = 1000;
const LONGEST_ROTATION_MS = 60 * 60 * 1000;

/** Above the 46 random bits of a static address stand two ones. */
const STATIC = 3 * 2 ** 46;
const STATIC_RANGE = 2 ** 46;

/** The random bits of a resolvable address. */
const RESOLVABLE_RANGE = 2 ** 22;

/** Own address types of HCI commands. */
const OWN_TYPE = { public: 0, random: 1 } as const;

/** Makes our addresses, and sets them. */
export class OwnAddress {
  readonly #options: OwnAddressOptions;
  #identity: PeerAddress | undefined;
  #current: PeerAddress | undefined;
  #cancelRotation: Cancel | undefined;
  #isClosed = false;
  /** Called when it is time for another private address: to call `renew` when nothing uses this one. */
  onDue: (() => void) | undefined;

  /**
   * @throws {UsageError} an identity that is no static random address though it says `random`, or private
   *   addresses that last less than a second or more than an hour.
   */
  constructor(options: OwnAddressOptions) {
    this.#options = options;
    this.#identity = options.identity;
    const { identity, rotationMs = DEFAULT_ROTATION_MS } = options;
    if (!(rotationMs >= SHORTEST_ROTATION_MS && rotationMs <= LONGEST_ROTATION_MS)) {
      throw new UsageError(
        `private addresses that last ${rotationMs} ms: allowed are ${SHORTEST_ROTATION_MS} to ${LONGEST_ROTATION_MS} ms`,
      );
    }
    if (identity?.type === 'random' && randomKindOf(identity.address) !== 'static') {
      throw new UsageError(
        'an identity is a public or a static random address: its top bits are 11',
      );
    }
  }

  /** Who we are under all private addresses; known once a controller runs. */
  get identity(): PeerAddress {
    if (!this.#identity) throw new UsageError('no controller has been started yet');
    return this.#identity;
  }

  /** What is on the air now. Never the identity where there shall be private addresses. */
  get current(): PeerAddress {
    if (!this.#current) throw new UsageError('no controller has taken an address yet');
    return this.#current;
  }

  /** As commands take it. */
  get hciType(): number {
    return OWN_TYPE[this.current.type];
  }

  /**
   * A controller has begun to run: gives it our address.
   *
   * @throws {UsageError} our identity is the public address of another controller.
   */
  async begin(controller: Controller): Promise<void> {
    this.#identity = this.#identityOn(controller);
    await this.renew(controller);
  }

  /** Sets the address, a new one if it is private. Nothing may be on the air with the old one. */
  async renew(controller: Controller): Promise<void> {
    const { irk, rotationMs = DEFAULT_ROTATION_MS } = this.#options;
    const next: PeerAddress = irk
      ? { address: makeResolvable(irk, this.#prand()), type: 'random' }
      : this.identity;
    if (next.type === 'random') {
      await controller.send(leSetRandomAddress, { randomAddress: next.address });
    }
    this.#current = next;
    if (irk) this.postpone(rotationMs);
  }

  /** `onDue` is called so much later, and not before. */
  postpone(delayMs: number): void {
    this.#cancelRotation?.();
    if (this.#isClosed) return;
    this.#cancelRotation = this.#options.clock.after(delayMs, () => this.onDue?.());
  }

  /** No more private addresses will be needed. */
  close(): void {
    this.#isClosed = true;
    this.#cancelRotation?.();
  }

  /** A public address goes with the controller, of which there may be another one; a random one stays. */
  #identityOn({ name, capabilities }: Controller): PeerAddress {
    const { identity } = this.#options;
    const { publicAddress: address } = capabilities;
    if (identity?.type === 'public' && identity.address !== address) {
      throw new UsageError(
        `${name} has the public address ${formatAddress(address)}, not our identity ${formatAddress(identity.address)}: use a static random identity`,
      );
    }
    if (identity) return identity;
    if (address !== 0) return { address, type: 'public' };
    return this.#identity?.type === 'random'
      ? this.#identity
      : { address: this.#staticAddress(), type: 'random' };
  }

  #staticAddress(): number {
    const random = decode(u48, this.#options.random(6));
    return STATIC + (random % STATIC_RANGE);
  }

  /** Neither all zeros nor all ones. 1.3.2.2 */
  #prand(): number {
    for (;;) {
      const random = decode(u24, this.#options.random(3)) % RESOLVABLE_RANGE;
      if (random !== 0 && random !== RESOLVABLE_RANGE - 1) return random;
    }
  }
}
