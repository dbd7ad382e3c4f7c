// Passkeys: made, shown, entered. Core Spec v5.4, Vol 3, Part H, 2.3.5.3 and 2.3.5.6.3.

import { decode, u64 } from '../codec/index.ts';
import { UsageError } from '../core/index.ts';
import type { PairingContext } from './pairing-context.ts';
import { type PairingUser, type Prompt, passkeyNumber, passkeyText } from './pairing-user.ts';
import type { Random } from './security-link.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** The passkey of this pairing: made and shown here, or entered here. */
export async function passkeyOf(context: PairingContext): Promise<number> {
  const { model } = context.agreement;
  const shownBy = context.isInitiator ? 'initiatorDisplays' : 'responderDisplays';
  return model === shownBy ? showPasskey(context) : enterPasskey(context);
}

/** What is told to those who are asked. */
export function promptOf({ link, exchange }: Pick<PairingContext, 'link' | 'exchange'>): Prompt {
  return { peer: link.peerAddress, signal: exchange.signal };
}

function showPasskey(context: PairingContext): number {
  const { user, exchange, random } = context;
  const passkey = fixedPasskey(user) ?? randomPasskey(random);
  const show = async () => user.displayPasskey?.(passkeyText(passkey), promptOf(context));
  // Not waited for: it may show until the pairing is over.
  show().catch((error: unknown) => exchange.fail(error));
  return passkey;
}

async function enterPasskey(context: PairingContext): Promise<number> {
  const { user, exchange } = context;
  const ask = async () => user.enterPasskey?.(promptOf(context));
  const text = await exchange.until(ask());
  const passkey = text === undefined ? undefined : passkeyNumber(text);
  if (passkey === undefined) {
    throw SmpError.ours(SmpReason.passkeyEntryFailed, 'no passkey of six digits was entered');
  }
  return passkey;
}

function fixedPasskey({ fixedPasskey: text }: PairingUser): number | undefined {
  const passkey = text === undefined ? undefined : passkeyNumber(text);
  if (text !== undefined && passkey === undefined) {
    throw new UsageError('a fixed passkey has six digits');
  }
  return passkey;
}

/** 64 random bits, so that the remainder favours no passkey by more than one in 10^13. */
function randomPasskey(random: Random): number {
  return Number(decode(u64, random(8)) % 1_000_000n);
}
