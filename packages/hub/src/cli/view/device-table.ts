// The table of the view: a row for each device, what matters first.

import type { Device } from '../../state/device.ts';
import type { Style } from '../paint.ts';
import { widthOf } from '../text.ts';
import { shortValuesText, stateText } from '../value-text.ts';
import { type Field, type Row, rowOf } from './rows.ts';

/** A device, and what is news of it. */
export interface TableRow {
  readonly device: Device;
  /** It said something just now. */
  readonly isFresh: boolean;
  /** What happened last, in words. */
  readonly event: string | undefined;
  /** It happened a moment ago. */
  readonly isEventFresh: boolean;
}

/** Widths of the columns; 0 for one that there is no room for. */
export interface Columns {
  readonly name: number;
  readonly product: number;
  readonly says: number;
  readonly rssi: number;
  readonly age: number;
}

const MARK_WIDTH = 1;
const RSSI_WIDTH = 4;
const AGE_WIDTH = 6;
const LONGEST_NAME = 24;
const LONGEST_PRODUCT = 16;

/** On narrower screens what a device is, and how strong, gives way to what it says. */
const NARROW = 64;
const NARROW_NAME = 16;

/** A device that is silent for longer than this fades. */
const SILENT_MS = 10 * 60_000;

/** Seconds that count up in every row would never stand still. */
const NOW_MS = 10_000;

/** Columns that suit these devices on a screen of this width. */
export function columnsFor(devices: readonly Device[], width: number): Columns {
  const isNarrow = width < NARROW;
  const name = widest(devices.map(nameOf), 'name', isNarrow ? NARROW_NAME : LONGEST_NAME);
  const product = isNarrow ? 0 : widest(devices.map(productOf), 'product', LONGEST_PRODUCT);
  const rssi = isNarrow ? 0 : RSSI_WIDTH;
  const taken = [MARK_WIDTH, name, product, rssi, AGE_WIDTH].filter((part) => part > 0);
  const says = width - taken.reduce((sum, part) => sum + part + 1, 0);
  return { name, product, says: Math.max(says, 8), rssi, age: AGE_WIDTH };
}

/** The line above the table. */
export function titleRow(columns: Columns): Row {
  const styles = ['dim'] as const;
  return rowOf(
    { text: '', width: MARK_WIDTH },
    { text: 'name', width: columns.name, styles },
    { text: 'product', width: columns.product, styles },
    { text: 'says', width: columns.says, styles },
    { text: 'dBm', width: columns.rssi, isRight: true, styles },
    { text: 'heard', width: columns.age, isRight: true, styles },
  );
}

/** The line of one device. */
export function deviceRow(row: TableRow, columns: Columns, nowMs: number): Row {
  const { device, isFresh } = row;
  const ageMs =
    device.lastSeenMs === undefined ? undefined : Math.max(0, nowMs - device.lastSeenMs);
  const isSilent = ageMs === undefined || ageMs > SILENT_MS;
  const quiet: readonly Style[] = isSilent ? ['dim'] : [];
  return rowOf(
    { text: isFresh ? '●' : '', width: MARK_WIDTH, styles: ['green'] },
    { text: nameOf(device), width: columns.name, styles: isFresh ? ['bold'] : quiet },
    { text: productOf(device), width: columns.product, styles: ['dim'] },
    { width: columns.says, ...sayingOf(row, quiet) },
    { text: `${device.rssiDbm ?? ''}`, width: columns.rssi, isRight: true, styles: ['dim'] },
    { text: ageText(ageMs), width: columns.age, isRight: true, styles: ['dim'] },
  );
}

/** What is wrong goes before what happened, and that before what is. */
function sayingOf(
  { device, event, isEventFresh }: TableRow,
  quiet: readonly Style[],
): Pick<Field, 'text' | 'styles'> {
  const text = stateText(device, shortValuesText);
  if (device.fault !== undefined) return { text, styles: ['red'] };
  if (event !== undefined && isEventFresh) return { text: event, styles: ['yellow'] };
  if (device.isHome !== undefined) return { text, styles: device.isHome ? ['green'] : ['dim'] };
  // Some devices do nothing but be pressed.
  return text === '' && event !== undefined
    ? { text: `last ${event}`, styles: ['dim'] }
    : { text, styles: quiet };
}

function nameOf({ name, localName, address }: Device): string {
  return name ?? localName ?? address;
}

function productOf({ product, kind }: Device): string {
  return product ?? (kind === 'phone' ? 'phone' : '');
}

function widest(texts: readonly string[], title: string, limit: number): number {
  return Math.min(limit, Math.max(title.length, ...texts.map(widthOf)));
}

function ageText(ageMs: number | undefined): string {
  if (ageMs === undefined) return '';
  if (ageMs < NOW_MS) return 'now';
  const seconds = Math.round(ageMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}
