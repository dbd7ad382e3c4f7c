// Who was heard, as a table.

import { widthOf } from '../text.ts';
import { type Row, rowOf } from '../view/rows.ts';
import { type Sighting, serviceNames } from './sightings.ts';

const ADDRESS_WIDTH = 17;
const KIND_WIDTH = 7;
const RSSI_WIDTH = 4;
const LONGEST_NAME = 28;

/** On narrower screens what can be seen by the address gives way. */
const NARROW = 64;

/** Strengths that differ by less than this count as one, so that rows stay where they are. */
const STEP_DB = 6;

/** A sender that is silent for longer fades. */
const SILENT_MS = 10_000;

/** The strongest first; of about the same strength, whoever was heard first. */
export function inOrder(sightings: Iterable<Sighting>): readonly Sighting[] {
  return [...sightings].toSorted((a, b) => step(b) - step(a) || a.firstMs - b.firstMs);
}

/** The title and a row for each; as wide as the screen. */
export function scanRows(
  sightings: readonly Sighting[],
  width: number,
  nowMs: number,
): readonly Row[] {
  const name = Math.min(LONGEST_NAME, widest(sightings.map(nameOf), 'name'));
  const kind = width < NARROW ? 0 : KIND_WIDTH;
  const taken = [ADDRESS_WIDTH, kind, RSSI_WIDTH, name].filter((part) => part > 0);
  const widths = {
    name,
    kind,
    what: Math.max(8, width - taken.reduce((sum, part) => sum + part + 1, 0)),
  };
  const titles = { address: 'address', kind: 'type', rssi: 'dBm', name: 'name', what: 'what' };
  return [
    row(titles, widths, 'dim'),
    ...sightings.map((sighting) => {
      const texts = {
        address: sighting.address,
        kind: sighting.addressKind,
        rssi: sighting.rssiDbm === undefined ? '' : `${Math.round(sighting.rssiDbm)}`,
        name: nameOf(sighting),
        what: whatOf(sighting),
      };
      return row(texts, widths, nowMs - sighting.lastMs > SILENT_MS ? 'dim' : undefined);
    }),
  ];
}

/** What a sender is, in a few words: its product, its services. */
export function whatOf(sighting: Sighting): string {
  const { product } = sighting;
  // The service that carries a product's adverts says less than the product.
  const services = product === undefined ? serviceNames(sighting) : [];
  return [product, ...services, sighting.isConnectable ? 'connectable' : undefined]
    .filter((part) => part !== undefined)
    .join(', ');
}

function row(
  texts: Readonly<Record<'address' | 'kind' | 'rssi' | 'name' | 'what', string>>,
  widths: Readonly<Record<'name' | 'kind' | 'what', number>>,
  style: 'dim' | undefined,
): Row {
  const all = style ? ([style] as const) : [];
  const dim = ['dim'] as const;
  return rowOf(
    { text: texts.address, width: ADDRESS_WIDTH, styles: all },
    { text: texts.kind, width: widths.kind, styles: dim },
    { text: texts.rssi, width: RSSI_WIDTH, isRight: true, styles: dim },
    { text: texts.name, width: widths.name, styles: style ? dim : ['bold'] },
    { text: texts.what, width: widths.what, styles: all },
  );
}

function step({ rssiDbm }: Sighting): number {
  return rssiDbm === undefined ? Number.NEGATIVE_INFINITY : Math.round(rssiDbm / STEP_DB);
}

function nameOf({ name }: Sighting): string {
  return name ?? '';
}

function widest(texts: readonly string[], title: string): number {
  return Math.max(title.length, ...texts.map(widthOf));
}
