// The view of `bluebell run` in a terminal: every sensor, live.

import type { Clock } from '@bluebell/ble/core';
import type { HubCounts } from '../../hub.ts';
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
  readonly timeMs: number;
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
    this.#startMs = parts.clock.now();
    this.#tick();
  }

  update({ device, events, changed }: Update): void {
    if (events.length === 0 && changed.length === 1 && changed[0] === 'lastSeen') return;
    const timeMs = this.#parts.clock.now();
    this.#news.set(device.id, timeMs);
    const last = events.at(-1);
    if (last) this.#events.set(device.id, { text: eventText(last), timeMs });
  }

  forget(device: Device): void {
    this.#news.delete(device.id);
    this.#events.delete(device.id);
  }

  /** Shows a line below the table for a while, or until newer ones push it out. */
  readonly note = (text: string): void => {
    this.#notes = [...this.#notes, { text, timeMs: this.#parts.clock.now() }].slice(-MAX_NOTES);
  };

  /** Draws at once: the size of the screen has changed. */
  readonly draw = (): void => {
    const { screen, clock, devices, counts, head, radios } = this.#parts;
    const nowMs = clock.now();
    const content = {
      head: head(),
      rows: devices().map((device) => this.#row(device, nowMs)),
      notes: this.#notes.filter(isRecent(nowMs, NOTE_MS)).map(({ text }) => text),
      counts: counts(),
      radios,
      nowMs,
      turn: Math.floor((nowMs - this.#startMs) / TURN_MS),
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

  #row(device: Device, nowMs: number): TableRow {
    const newsMs = this.#news.get(device.id);
    const event = this.#events.get(device.id);
    return {
      device,
      isFresh: newsMs !== undefined && nowMs - newsMs < FRESH_MS,
      event: event?.text,
      isEventFresh: event !== undefined && isRecent(nowMs, EVENT_MS)(event),
    };
  }
}

function isRecent(nowMs: number, spanMs: number): (dated: Dated) => boolean {
  return ({ timeMs }) => nowMs - timeMs < spanMs;
}
