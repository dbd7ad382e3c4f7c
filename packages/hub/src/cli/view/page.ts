// The whole view as rows: where things are, the table, what was said last, and the counts.

import { basename } from 'node:path';
import type { HubCounts } from '../../hub-parts.ts';
import { clean, timeOfDay } from '../../plain-text.ts';
import { fitEnd, widthOf, wrap } from '../text.ts';
import { columnsFor, deviceRow, type TableRow, titleRow } from './device-table.ts';
import { lineOf, type Row, rowOf } from './rows.ts';

/** What stands above the table. */
export interface Head {
  readonly title: string;
  /** Names and values; of a value that is too long, the end is shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What to do next, if anything. */
  readonly hints: readonly string[];
}

/** All that the view shows. */
export interface PageContent {
  readonly head: Head;
  readonly rows: readonly TableRow[];
  /** The last lines of the log, if they are news. */
  readonly notes: readonly string[];
  readonly counts: HubCounts;
  readonly radios: readonly string[];
  readonly nowMs: number;
  /** Counts up: which part of a table that is too long is shown. */
  readonly turn: number;
}

/** How much room there is. */
export interface PageSize {
  readonly columns: number;
  readonly rows: number;
}

/** On lower screens the facts give way to devices. */
const LOW = 16;

/** Less than this nobody can read. */
const LEAST_COLUMNS = 24;

const CLOCK_WIDTH = 8;

const WAY_OUT = 'Ctrl-C ends';

/** What names of radios that play a recording begin with. */
const RECORDING = 'replay:';

/** The rows of the screen; never more than fit. */
export function pageRows(content: PageContent, size: PageSize): readonly Row[] {
  const width = Math.max(LEAST_COLUMNS, size.columns);
  const top = headRows(content, width, size.rows < LOW);
  const notes = content.notes.map((note) => lineOf(note, width, 'dim'));
  // A blank line and the titles above the table, another blank and the counts below it.
  const room = Math.max(1, size.rows - top.length - notes.length - 4);
  const pages = Math.max(1, Math.ceil(content.rows.length / room));
  const page = content.turn % pages;
  const rows = content.rows.slice(page * room, (page + 1) * room);
  const columns = columnsFor(
    content.rows.map(({ device }) => device),
    width,
  );
  const table =
    rows.length === 0
      ? [lineOf('  nothing heard yet', width, 'dim')]
      : [titleRow(columns), ...rows.map((row) => deviceRow(row, columns, content.nowMs))];
  const above = [...top, [], ...table];
  const below = [[], ...notes, footRow(content, { page, pages }, width)];
  const blank = Array.from({ length: size.rows - above.length - below.length }, (): Row => []);
  return [...above, ...blank, ...below].slice(0, size.rows);
}

function headRows({ head, nowMs }: PageContent, width: number, isLow: boolean): readonly Row[] {
  const title = rowOf(
    { text: head.title, width: width - CLOCK_WIDTH - 1, styles: ['bold'] },
    { text: timeOfDay(nowMs), width: CLOCK_WIDTH, styles: ['dim'] },
  );
  const names = Math.max(0, ...head.facts.map(([name]) => name.length));
  const facts = head.facts.map(([name, value]) =>
    rowOf(
      { text: name, width: names, styles: ['dim'] },
      { text: fitEnd(value, width - names - 1), width: width - names - 1 },
    ),
  );
  const hints = head.hints.flatMap((hint) => wrap(hint, width));
  return [
    title,
    ...(isLow ? facts.slice(0, 1) : facts),
    ...hints.map((hint) => lineOf(hint, width, 'yellow')),
  ];
}

function footRow(
  { rows, counts, radios }: PageContent,
  { page, pages }: { readonly page: number; readonly pages: number },
  width: number,
): Row {
  const refused = counts.freshness.replay + counts.freshness.downgrade;
  const facts = [
    ...(pages > 1 ? [`page ${page + 1} of ${pages}`] : []),
    many(rows.length, 'device'),
    `${many(counts.adverts, 'advert')} heard`,
    ...(refused > 0 ? [`${count(refused)} refused`] : []),
    ...(counts.strangersKnown > 0 ? [many(counts.strangersKnown, 'stranger')] : []),
    radios.length === 0 ? 'no radio' : radios.map(shortRadio).join(', '),
  ];
  return lineOf(footText(facts.map(clean), width), width, 'dim');
}

/** As many facts as there is room for, and always how to get out. */
function footText(facts: readonly string[], width: number): string {
  const shown: string[] = [];
  for (const fact of facts) {
    if (widthOf([...shown, fact, WAY_OUT].join(' · ')) <= width) shown.push(fact);
  }
  return [...shown, WAY_OUT].join(' · ');
}

/** Of a recording the file alone: where it is, whoever started the program knows. */
function shortRadio(name: string): string {
  return name.startsWith(RECORDING)
    ? `${RECORDING}${basename(name.slice(RECORDING.length))}`
    : name;
}

function many(number: number, what: string): string {
  return `${count(number)} ${what}${number === 1 ? '' : 's'}`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
