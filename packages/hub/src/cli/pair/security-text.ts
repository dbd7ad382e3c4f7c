// How far a link or a bond can be trusted, in words.

import type { LinkSecurity } from '@bluebell/ble/radio';

/** The longest key there is; shorter ones are worth a word. */
const WHOLE_KEY = 16;

/** `authenticated, LE Secure Connections`, or what is less. */
export function securityText({
  isAuthenticated,
  isSecureConnections,
  keySize,
}: LinkSecurity): string {
  return [
    isAuthenticated ? 'encrypted, authenticated' : 'encrypted, not authenticated',
    isSecureConnections ? 'LE Secure Connections' : 'legacy pairing',
    ...(keySize < WHOLE_KEY ? [`key of ${keySize} bytes only`] : []),
  ].join(', ');
}
