// The file of bonds, as it stands on the disk: addresses as people write them, keys as hex digits.

import { formatAddress, parseAddress } from '@bluebell/ble/core';
import type { KeptClient } from '@bluebell/ble/gatt';
import type { Bond } from '@bluebell/ble/smp';
import * as z from 'zod';

const hexDigits = (count: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`), `must be ${count} hex digits`);

const address = z.codec(
  z.string().regex(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/, 'must be an address'),
  z.number(),
  { decode: (text) => parseAddress(text), encode: (number) => formatAddress(number) },
);

const encryptionKey = z.looseObject({
  ltk: hexDigits(32),
  ediv: z.int().min(0).max(0xffff),
  rand: hexDigits(16),
});

const signingKey = z.looseObject({
  csrk: hexDigits(32),
  nextCounter: z.int().min(0).max(0x1_0000_0000),
});

/** One bond: the members of `Bond` in ble/smp. */
const bond: z.ZodType<Bond> = z.looseObject({
  peer: z.looseObject({ address, type: z.enum(['public', 'random']) }),
  security: z.looseObject({
    isAuthenticated: z.boolean(),
    isSecureConnections: z.boolean(),
    keySize: z.int().min(7).max(16),
  }),
  centralKey: encryptionKey.exactOptional(),
  peripheralKey: encryptionKey.exactOptional(),
  peerIrk: hexDigits(32).exactOptional(),
  ownSigning: signingKey.exactOptional(),
  peerSigning: signingKey.exactOptional(),
});

/** Who we are to those we are bonded with. */
const identity = z.looseObject({
  /** A static random address, for controllers that have none of their own. */
  address,
  irk: hexDigits(32),
});

/** What is kept of a bonded client of ours: the members of `KeptClient` in ble/gatt. */
const client: z.ZodType<KeptClient> = z.looseObject({
  peer: z.string(),
  databaseHash: z.string(),
  features: z.string(),
  subscriptions: z.array(
    z.looseObject({
      valueHandle: z.int().min(1).max(0xffff),
      characteristic: z.string(),
      notify: z.boolean(),
      indicate: z.boolean(),
    }),
  ),
});

/** The whole file. What a later version adds is kept. */
export const bondsSchema = z.looseObject({
  version: z.literal(1),
  identity: identity.exactOptional(),
  bonds: z.array(bond),
  clients: z.array(client).default([]),
});

/** What is in the file. */
export type BondsContent = z.output<typeof bondsSchema>;

/** Who we are, as the file has it. */
export type KeptIdentity = NonNullable<BondsContent['identity']>;
