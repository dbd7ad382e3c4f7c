// Radios that this machine could hear with, whether they are configured or not.

import type { RadioListing } from '@bluebell/radios';

/** One of them. */
export interface FoundRadio {
  /** As it stands in the configuration: `serial:/dev/ttyUSB0`. */
  readonly name: string;
  readonly kind: RadioListing['kind'];
  /** What it is, and what keeps the hub from opening it. */
  readonly words: string;
  /** Whether the hub may open it. */
  readonly isUsable: boolean;
}

/** Looks for them; `troubles` say where it could not look. Loaded when asked for: starting does not need it. */
export async function foundRadios(): Promise<{
  readonly items: readonly FoundRadio[];
  readonly troubles: readonly string[];
}> {
  const { listRadios } = await import('@bluebell/radios');
  const { radios, troubles } = await listRadios();
  return { items: radios.map(foundRadio), troubles };
}

function foundRadio(radio: RadioListing): FoundRadio {
  const { name, kind } = radio;
  const isUsable =
    radio.kind === 'serial'
      ? radio.port.isAllowed
      : radio.kind !== 'hci' || !radio.device.isBlocked;
  return { name, kind, words: wordsOfListing(radio), isUsable };
}

/** What a radio is, as a line for people. */
export function wordsOfListing(radio: RadioListing): string {
  if (radio.kind === 'sim') return 'a simulated home: no hardware needed';
  if (radio.kind === 'hci') {
    const { product, manufacturer, isBlocked } = radio.device;
    const what =
      [manufacturer, product].filter(Boolean).join(' ') || 'a controller of this machine';
    return isBlocked ? `${what}; switched off: rfkill unblock bluetooth` : what;
  }
  const { manufacturer, serialNumber, isAllowed, group } = radio.port;
  const facts = [manufacturer ?? 'a serial port', serialNumber && `no. ${serialNumber}`];
  const what = facts.filter(Boolean).join(', ');
  if (isAllowed) return what;
  const remedy = group === undefined ? 'get the right to open it' : `join the group ${group}`;
  return `${what}; not yours to open: ${remedy}`;
}
