// From what a user calls a device to whom a radio connects with.

import { type Clock, formatAddress, parseAddress, UsageError } from '@bluebell/ble/core';
import { type Advert, localNameOf, type PeerAddress, type Radio } from '@bluebell/ble/radio';
import type { Bond } from '@bluebell/ble/smp';
import { clean } from '../../plain-text.ts';
import { isSameName, severalText } from '../../state/find-device.ts';
import { UnreachableError } from './command-error.ts';

/** How to find a device. */
export interface Search {
  /** The kind of the address, where the user says. */
  readonly type?: PeerAddress['type'] | undefined;
  /** Whom we are bonded with: their kind of address is known. */
  readonly bonds: Iterable<Bond>;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** After one of a name was heard, how long others of the same name are waited for. */
const NAMESAKE_MS = 1_500;

/**
 * Who is meant: known by its type or a bond, else listened for.
 *
 * @param text an address, or the name that the device sends, in any case.
 * @throws {UnreachableError} it was not heard, or takes no connections.
 * @throws {UsageError} no address, or a name that several devices have.
 */
export async function findDevice(
  text: string,
  radio: Radio,
  search: Search,
): Promise<Advert | PeerAddress> {
  const address = addressIn(text);
  if (address === undefined) return findByName(text, radio, search);
  if (search.type) return { address, type: search.type };
  for (const { peer } of search.bonds) if (peer.address === address) return peer;
  return findByAddress(address, radio, search);
}

/**
 * The address that a text is; `undefined` for a name.
 *
 * @throws {UsageError} what was meant to be an address is none.
 */
export function addressIn(text: string): number | undefined {
  const isMeantToBe = /^[0-9a-f]{12}$|^[0-9a-f]{1,2}([:-][0-9a-f]{0,2})+$/i.test(text);
  return isMeantToBe ? parseAddress(text) : undefined;
}

async function findByAddress(address: number, radio: Radio, search: Search): Promise<Advert> {
  let isHeard = false;
  let found: Advert | undefined;
  await listen(radio, search, (advert, end) => {
    if (advert.addressValue !== address) return;
    isHeard = true;
    if (!advert.isConnectable) return;
    found = advert;
    end();
  });
  if (found) return found;
  const who = formatAddress(address);
  if (isHeard) {
    throw new UnreachableError(
      `${who} is on the air, but takes no connections now: if it has a button, press it`,
    );
  }
  throw unheard(who, search);
}

async function findByName(wanted: string, radio: Radio, search: Search): Promise<Advert> {
  const named = new Set<number>();
  const connectable = new Map<number, Advert>();
  const matches = () =>
    [...named].map((sender) => connectable.get(sender)).filter((advert) => advert !== undefined);
  let isEnding = false;
  await listen(radio, { ...search, isActive: true }, (advert, end) => {
    const name = localNameOf(advert.data);
    if (name !== undefined && isSameName(name, wanted)) named.add(advert.addressValue);
    if (advert.isConnectable) connectable.set(advert.addressValue, advert);
    if (isEnding || matches().length === 0) return;
    isEnding = true;
    search.clock.after(NAMESAKE_MS, end);
  });
  const [found, ...others] = matches();
  if (!found) {
    const who = clean(wanted);
    if (named.size === 0) throw unheard(`'${who}'`, search);
    throw new UnreachableError(
      `'${who}' is on the air, but takes no connections now: if it has a button, press it`,
    );
  }
  if (others.length === 0) return found;
  const addresses = [found, ...others].map(({ address }) => address);
  throw new UsageError(severalText(clean(wanted), addresses));
}

/** Hears adverts until `end` is called or time is over; throws what the user's stop says. */
async function listen(
  radio: Radio,
  { signal, timeoutMs, clock, isActive = false }: Search & { readonly isActive?: boolean },
  visit: (advert: Advert, end: () => void) => void,
): Promise<void> {
  const over = new AbortController();
  const end = () => over.abort();
  const cancel = clock.after(timeoutMs, end);
  try {
    const either = AbortSignal.any([signal, over.signal]);
    for await (const advert of radio.scan({ signal: either, active: isActive })) {
      visit(advert, end);
      if (over.signal.aborted) break;
    }
  } finally {
    cancel();
  }
  signal.throwIfAborted();
}

function unheard(who: string, { timeoutMs }: Search): UnreachableError {
  return new UnreachableError(
    `${who} was not heard within ${timeoutMs / 1000} s: is it on, near, and not connected to something else? 'bluebell scan' shows who is there; --timeout waits longer`,
  );
}
