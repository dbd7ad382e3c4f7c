// Passwords as they are kept: what can tell a right one from a wrong one, and cannot give it away.

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** What an attacker with the file has to pay for each guess: 16 MiB, and some 50 ms of a small machine. RFC 7914, 2. */
const COST = { N: 2 ** 14, r: 8, p: 1 } as const;

const HASH_BYTES = 32;
const SALT_BYTES = 16;

const base64 = z.base64().max(128);

/** A password as a file keeps it. The cost stands beside it, so that it may grow one day. */
export const passwordHash = z.strictObject({
  kind: z.literal('scrypt'),
  // Bounded: a damaged file must not make each visitor cost a gigabyte.
  N: z
    .int()
    .min(2)
    .max(2 ** 16),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: base64,
  hash: base64,
});
export type PasswordHash = z.output<typeof passwordHash>;

/** What is kept of a password. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  return { kind: 'scrypt', ...COST, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** Whether it is the password. Takes as long for a wrong one. */
export async function isPassword(given: string, kept: PasswordHash): Promise<boolean> {
  const hash = Buffer.from(kept.hash, 'base64');
  const { N, r, p } = kept;
  const made = await derive(given, Buffer.from(kept.salt, 'base64'), HASH_BYTES, { N, r, p });
  return hash.length === made.length && timingSafeEqual(hash, made);
}

/** What changes with a secret, and costs as much to turn back into it as a kept password. */
export async function markOf(secret: string, salt: string): Promise<string> {
  return (await derive(secret, Buffer.from(salt, 'base64'), HASH_BYTES, COST)).toString(
    'base64url',
  );
}

function derive(
  password: string,
  salt: Uint8Array,
  bytes: number,
  cost: ScryptOptions,
): Promise<Buffer> {
  const maxmem = 256 * (cost.N ?? 0) * (cost.r ?? 0);
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, bytes, { ...cost, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
