// What a host gets from outside.

import type { AddressValue, Clock, Log } from '../core/index.ts';
import type { DatabaseCache, SubscriptionStore } from '../gatt/index.ts';
import type { BondStore, PairingUser, Random, SecurityPolicy } from '../smp/index.ts';

/** Who a host is under all private addresses. Keep it, and bonds outlive the program. */
export interface HostIdentity {
  /** Our public or static random address. Default: the public one, else a random one made at the start. */
  readonly address?: { readonly address: AddressValue; readonly type: 'public' | 'random' };
  /** The key that our private addresses are made with: 16 bytes, most significant first. */
  readonly irk: Uint8Array;
}

/** What a host gets from outside. */
export interface HostOptions {
  /** What a person calls it. Default: the name of the transport. */
  readonly name?: string;
  /** Default: the time of the machine. */
  readonly clock?: Clock;
  /** Default: the random numbers of the platform. */
  readonly random?: Random;
  /** Default: says nothing. */
  readonly log?: Log;
  /** Default: an identity that lasts as long as the host. */
  readonly identity?: HostIdentity;
  /** Whether we go by private addresses, and how long each lasts. Default false; true is 15 minutes. */
  readonly privacy?: boolean | { readonly rotationMs: number };
  /** Default: bonds are forgotten with the host. */
  readonly bonds?: BondStore;
  /** Where is kept what peers serve, so that it need not be discovered again. Default: with the host. */
  readonly databaseCache?: DatabaseCache;
  /** Where is kept what bonded clients have subscribed to. Default: with the host. */
  readonly subscriptions?: SubscriptionStore;
  /** Who takes part in pairing. Default: nobody, so that just works is all there is. */
  readonly user?: PairingUser;
  /** What is asked of a pairing, and what is refused. */
  readonly security?: Partial<SecurityPolicy>;
  /** The Device Name that peers read. Default `bluebell`. */
  readonly deviceName?: string;
  /** What the device is, by the numbers of the SIG. Default 0, unknown. */
  readonly appearance?: number;
  /** The most bytes of an ATT PDU that we take, 23 to 517. Default 517. */
  readonly mtu?: number;
}
