// What pairing asks of people, and how it is known what they can do.

import type { OobData } from './oob.ts';
import type { IoCapability } from './pdu.ts';
import type { SecurityAddress } from './security-link.ts';

/** Whom it is about, and until when. */
export interface Prompt {
  /** The address of the peer on this link. */
  readonly peer: SecurityAddress;
  /** Aborts as soon as the pairing is over, well or not: take away what is shown. */
  readonly signal: AbortSignal;
}

/**
 * How people take part in pairing. What a device can show and take in follows from the callbacks that
 * are there: none at all is NoInputNoOutput. Passkeys are texts of six digits.
 *
 * A callback that throws ends the pairing, and `pair` rejects with what was thrown.
 */
export interface PairingUser {
  /** Shows a passkey that is to be entered at the peer. */
  displayPasskey?(passkey: string, prompt: Prompt): void | Promise<void>;
  /**
   * The passkey of a device that always has the same one, as on a sticker: it counts as shown. Default:
   * another one each time, which is safer, since one pairing gives it away. Vol 3, Part H, 2.3.5.6.3.
   */
  readonly fixedPasskey?: string;
  /** Asks for the passkey that the peer shows; `undefined` gives up. */
  enterPasskey?(prompt: Prompt): Promise<string | undefined>;
  /** Asks whether both devices show this number. */
  confirmNumber?(number: string, prompt: Prompt): Promise<boolean>;
  /** Asks whether a peer may begin to pair at all. Not asked of pairings that `pair` began. */
  confirmPairing?(prompt: Prompt): Promise<boolean>;
  /** Gives what is known of this peer by another way, such as NFC. */
  oob?(prompt: Prompt): Promise<OobData | undefined>;
}

/** By what the callbacks can do, in this order: show, enter, confirm. */
const CAPABILITIES: Readonly<Record<string, IoCapability>> = {
  '': 'noInputNoOutput',
  show: 'displayOnly',
  enter: 'keyboardOnly',
  confirm: 'noInputNoOutput',
  'show confirm': 'displayYesNo',
  // KeyboardDisplay would have to compare numbers: without, entering is what authenticates most.
  'show enter': 'keyboardOnly',
  'enter confirm': 'keyboardOnly',
  'show enter confirm': 'keyboardDisplay',
};

/** What a user can do. Vol 3, Part H, 2.3.2. */
export function ioCapabilityOf(user: PairingUser): IoCapability {
  const can = [
    user.displayPasskey ? 'show' : user.fixedPasskey && 'show',
    user.enterPasskey && 'enter',
    user.confirmNumber && 'confirm',
  ];
  return CAPABILITIES[can.filter((word) => word !== undefined).join(' ')] ?? 'noInputNoOutput';
}

/** A passkey as people see it: six digits, with zeros in front. */
export function passkeyText(passkey: number): string {
  return passkey.toString().padStart(6, '0');
}

/** The number of a passkey; `undefined` for text that is none. */
export function passkeyNumber(text: string): number | undefined {
  return /^\d{6}$/.test(text) ? Number(text) : undefined;
}
