// The known answers the whole way, from the packet that a controller sends to what it means.

import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '@bluebell/ble/core';
import { AdvertListener } from '@bluebell/ble/host';
import type { Advert } from '@bluebell/ble/radio';
import { BindKey, decodeAdvert, describeMeasurement, richestOf } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';

/** What this test reads of a line. */
interface Line {
  readonly id: string;
  readonly mac: string;
  readonly addressType: string;
  readonly rssi?: number;
  readonly rawAdv?: string;
  /** The HCI packet, legacy or extended report. */
  readonly hciEvent: string;
  readonly bindKey?: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

const SENSORS = linesOf('adverts');
const OTHERS = linesOf('foreign');

describe('the known answers with a packet', () => {
  it('are all there', () => {
    expect([SENSORS.length, OTHERS.length]).toEqual([124, 79]);
  });
});

describe('an advert of a sensor', () => {
  it.each(SENSORS)('is heard and understood: %s', (_, line) => {
    const best = richestOf(decodeAdvert(hear(line), keysOf(line)));
    expect(best && describeMeasurement(best)).toMatchObject(line.expect);
  });
});

describe('an advert of others', () => {
  it.each(OTHERS)('is heard, and no sensor of ours: %s', (_, line) => {
    const families = decodeAdvert(hear(line)).map(({ family }) => family);
    expect(families.filter((family) => family !== '181a-unknown')).toEqual([]);
  });
});

/** The one advert in the packet of a line; it must be as the line says. */
function hear(line: Line): Advert {
  const listener = new AdvertListener();
  const adverts = listener.hear(fromHex(line.hciEvent), 0);
  expect(listener.malformed).toBe(0);
  const [advert] = adverts;
  if (!advert || adverts.length > 1) throw new Error(`${adverts.length} adverts in ${line.id}`);
  expect(advert.address).toBe(line.mac);
  expect(advert.addressType).toBe(line.addressType);
  if (line.rssi !== undefined) expect(advert.rssiDbm).toBe(line.rssi);
  if (line.rawAdv !== undefined) expect(toHex(advert.data)).toBe(line.rawAdv);
  return advert;
}

function keysOf({ bindKey }: Line) {
  const key = bindKey === undefined ? undefined : new BindKey(fromHex(bindKey));
  return { get: () => key };
}

/** The lines that were published with their packet. */
function linesOf(name: 'adverts' | 'foreign'): readonly (readonly [string, Line])[] {
  const file = new URL(`../packages/sensors/src/vectors/${name}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.flatMap((text) => {
    // The cast holds since every member is compared above.
    const line = JSON.parse(text) as Line;
    return 'hciEvent' in line ? [[line.id, line] as const] : [];
  });
}
