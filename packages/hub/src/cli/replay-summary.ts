// What `bluebell replay` prints at the end: every device, and what became of the adverts.

import type { Hub } from '../hub.ts';
import { clean } from '../plain-text.ts';
import type { Device } from '../state/device.ts';
import { deviceJson } from './device-json.ts';
import { paintFor } from './paint.ts';
import { print, type Terminal } from './terminal.ts';
import { fit, widthOf } from './text.ts';
import { stateText } from './value-text.ts';

/** Names longer than this are cut. */
const LONGEST_NAME = 28;
const LONGEST_PRODUCT = 18;

/** Prints it, for people or for programs. */
export async function printSummary(
  { devices, counts }: Pick<Hub, 'devices' | 'counts'>,
  isJson: boolean,
  terminal: Terminal,
): Promise<void> {
  if (isJson) {
    // How much is kept in memory tells of the hub, not of the recording.
    const { sendersKept: _senders, countersKept: _counters, ...told } = counts;
    await print(terminal, JSON.stringify({ devices: devices.map(deviceJson), counts: told }));
    return;
  }
  const paint = paintFor(terminal.stdout, terminal.env);
  const rows = devices.map((device) => ({
    name: device.name ?? device.localName ?? device.address,
    product: device.product ?? (device.kind === 'phone' ? 'phone' : ''),
    state: clean([stateText(device), adviceFor(device)].filter(Boolean).join(' · ')) || 'no values',
    isWrong: device.fault !== undefined,
  }));
  const nameWidth = widest(
    rows.map(({ name }) => name),
    LONGEST_NAME,
  );
  const productWidth = widest(
    rows.map(({ product }) => product),
    LONGEST_PRODUCT,
  );
  for (const { name, product, state, isWrong } of rows) {
    const columns = [
      paint('bold', fit(name, nameWidth)),
      paint('dim', fit(product, productWidth)),
      isWrong ? paint('red', state) : state,
    ];
    await print(terminal, columns.join('  '));
  }
  const { adverts, repeats, strangers, strangersKnown, freshness } = counts;
  const facts = [
    ...(devices.length === 0 ? ['no sensor heard'] : []),
    `${adverts} adverts`,
    `${freshness.news} news`,
    `${repeats + freshness.repeat} repeats`,
    `${freshness.replay + freshness.downgrade} refused`,
    ...(strangers > 0 ? [`${strangers} from ${strangersKnown} strangers`] : []),
  ];
  await print(terminal, paint('dim', facts.join(' · ')));
}

/** What to do about a device that says nothing yet. */
function adviceFor({ fault, address }: Device): string {
  return fault === 'missing_key' ? `give it with --key ${address}=HEX` : '';
}

function widest(texts: readonly string[], limit: number): number {
  return Math.min(limit, Math.max(0, ...texts.map(widthOf)));
}
