// What `bluebell scan` shows: a live table on a terminal, else lines.

import { systemClock } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import type { KnownDevices } from '../../config/index.ts';
import type { LogOutput } from '../../log.ts';
import { paintFor } from '../paint.ts';
import { print, type Terminal } from '../terminal.ts';
import { Screen } from '../view/screen.ts';
import type { ScanFilter } from './scan-filter.ts';
import { advertJson, sightingLine } from './scan-lines.ts';
import { finalTable, many, ScanScreen } from './scan-screen.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** An advert of somebody who is wanted. */
export interface HeardAdvert {
  readonly advert: Advert;
  readonly sighting: Sighting;
  /** It says something new of its sender. */
  readonly isNews: boolean;
  /** The radio that heard it. */
  readonly radio: string;
}

/** Shows what is heard. */
export interface ScanView {
  hear(heard: HeardAdvert): Promise<void>;
  close(): Promise<void>;
}

/** What there is to show, and where. */
export interface ScanViewParts {
  readonly options: { readonly json?: boolean | undefined };
  /** Of the radios. */
  readonly names: readonly string[];
  readonly sightings: Sightings;
  readonly filter: ScanFilter;
  readonly known: KnownDevices;
  readonly terminal: Terminal;
  readonly output: LogOutput;
}

/** The view for what the user wants, and what the terminal can. */
export function scanView(parts: ScanViewParts): ScanView {
  if (parts.options.json) return jsonView(parts);
  const { stdout, env } = parts.terminal;
  return stdout.isTTY && env.TERM !== 'dumb' ? tableView(parts) : lineView(parts);
}

function jsonView({ terminal, known }: ScanViewParts): ScanView {
  return {
    hear: ({ advert, sighting, radio }) =>
      print(terminal, JSON.stringify(advertJson(advert, radio, sighting.name, known.keys))),
    close: async () => {},
  };
}

function lineView({ terminal }: ScanViewParts): ScanView {
  return {
    hear: async ({ sighting, isNews }) => {
      if (isNews) await print(terminal, sightingLine(sighting));
    },
    close: async () => {},
  };
}

/** A table while it runs; what it showed last stays behind on the user's own screen. */
function tableView({ names, sightings, filter, terminal, output }: ScanViewParts): ScanView {
  const { stdout, stderr, env } = terminal;
  const wanted = () => [...sightings.all()].filter(filter);
  const screen = new Screen(stdout, paintFor(stdout, env));
  const view = new ScanScreen({
    screen,
    clock: systemClock,
    title: `bluebell scan · ${names.join(', ')}`,
    sightings: wanted,
    adverts: () => sightings.adverts,
  });
  terminal.screen = screen;
  stdout.on('resize', view.draw);
  const takeBack = output.redirect((line) => {
    view.note(line);
    if (!stderr.isTTY) stderr.write(`${line}\n`);
  });
  return {
    hear: async () => {},
    close: async () => {
      stdout.off('resize', view.draw);
      view.close();
      takeBack();
      const all = wanted();
      for (const line of finalTable(all, screen.size.columns, systemClock.now())) {
        await print(terminal, line);
      }
      await print(terminal, `${many(all.length, 'device')}, ${many(sightings.adverts, 'advert')}`);
    },
  };
}
