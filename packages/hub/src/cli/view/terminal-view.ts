// The view of `bluebell run` in a terminal: every sensor, live.

import type { Clock } from '@bluebell/ble/core';
import type { HubCounts } from '../../hub-parts.ts';
import type { Sink } from '../../sinks/sink.ts';
import type { Device, Update } from '../../state/device.ts';
import { eventText } from '../value-text.ts';
import type { TableRow } from './device-table.ts';
import { type Head, pageRows } from './page.ts';
import type { Screen } from './screen.ts';

/** What the view works with. */
export interface TerminalViewParts {
  readonly screen: Screen;
  readonly clock: Clock;
  /** All devices as they stand now, in the order of the table. */
  readonly devices: () => readonly Device[];
  readonly counts: () => HubCounts;
  readonly head: () => Head;
  readonly radios: readonly string[];
}

/** More often than this nobody can read. */
const REDRAW_MS = 500;

/** How long a device with news stands out. */
const FRESH_MS = 2_000;

/** How long an event stands in place of the values. */
const EVENT_MS = 8_000;

/** How long each part of a table is shown that is too long for the screen. */
const TURN_MS = 5_000;

/** Lines of the log below the table, and how long they stay. */
const MAX_NOTES = 2;
const NOTE_MS = 20_000;

interface Dated {
  readonly text: string;
  /** A reading of the steady clock. */
  readonly atMs: number;
}

/** A table that is drawn anew twice a second, on the terminal's second screen. */
export class TerminalView implements Sink {
  readonly name = 'terminal';
  readonly #parts: TerminalViewParts;
  readonly #startMs: number;
  /** When each device last gave news, by id. */
  readonly #news = new Map<string, number>();
  readonly #events = new Map<string, Dated>();
  #notes: readonly Dated[] = [];
  #cancel: (() => void) | undefined;

  constructor(parts: TerminalViewParts) {
    this.#parts = parts;
    this.#startMs = parts.clock.steady();
    this.#tick();
  }

  update({ device, events, changed }: Update): void {
    if (events.length === 0 && changed.every((name) => name === 'lastSeen')) return;
    const atMs = this.#parts.clock.steady();
    this.#news.set(device.id, atMs);
    const last = events.at(-1);
    if (last) this.#events.set(device.id, { text: eventText(last), atMs });
  }

  forget(device: Device): void {
    this.#news.delete(device.id);
    this.#events.delete(device.id);
  }

  /** Shows a line below the table for a while, or until newer ones push it out. */
  readonly note = (text: string): void => {
    this.#notes = [...this.#notes, { text, atMs: this.#parts.clock.steady() }].slice(-MAX_NOTES);
  };

  /** Draws at once: the size of the screen has changed. */
  readonly draw = (): void => {
    const { screen, clock, devices, counts, head, radios } = this.#parts;
    const steadyMs = clock.steady();
    const content = {
      head: head(),
      rows: devices().map((device) => this.#row(device, steadyMs)),
      notes: this.#notes.filter(isRecent(steadyMs, NOTE_MS)).map(({ text }) => text),
      counts: counts(),
      radios,
      nowMs: clock.now(),
      turn: Math.floor((steadyMs - this.#startMs) / TURN_MS),
    };
    screen.draw(pageRows(content, screen.size));
  };

  /** Gives the user's screen back. */
  async close(): Promise<void> {
    this.#cancel?.();
    this.#parts.screen.leave();
  }

  #tick(): void {
    this.#cancel = this.#parts.clock.after(REDRAW_MS, () => this.#tick());
    this.draw();
  }

  #row(device: Device, steadyMs: number): TableRow {
    const newsMs = this.#news.get(device.id);
    const event = this.#events.get(device.id);
    return {
      device,
      isFresh: newsMs !== undefined && steadyMs - newsMs < FRESH_MS,
      event: event?.text,
      isEventFresh: event !== undefined && isRecent(steadyMs, EVENT_MS)(event),
    };
  }
}

function isRecent(steadyMs: number, spanMs: number): (dated: Dated) => boolean {
  return ({ atMs }) => steadyMs - atMs < spanMs;
}
