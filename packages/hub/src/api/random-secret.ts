// Secrets that nobody can guess, and what is kept of them: a hash that needs no cost, since there is nothing to try.

import { createHash, createHmac, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** 43 signs that stand in addresses, headers and cookies as they are. */
export function randomSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of it, and what it is found by. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Another secret, which tells nothing of the one it is made from. */
export function secretFrom(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}
