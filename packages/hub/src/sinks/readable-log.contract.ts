// A log for tests.

import type { Log, LogFields } from '@bluebell/ble/core';
import { Waiting } from './waiting.contract.ts';

interface Entry {
  readonly level: keyof Log;
  readonly code: string;
  readonly text: string;
  readonly fields: LogFields;
}

/** Keeps what is written, and lets tests wait for it. */
export class ReadableLog implements Log {
  readonly #entries: Entry[] = [];
  readonly #waiting = new Waiting();

  debug = this.#writer('debug');
  info = this.#writer('info');
  warn = this.#writer('warn');
  error = this.#writer('error');

  /** All codes but those of debug, in order. */
  codes(): readonly string[] {
    return this.#entries.filter(({ level }) => level !== 'debug').map(({ code }) => code);
  }

  textOf(wanted: string): string | undefined {
    return this.#entries.find(({ code }) => code === wanted)?.text;
  }

  fieldsOf(wanted: string): LogFields | undefined {
    return this.#entries.find(({ code }) => code === wanted)?.fields;
  }

  /** How often a code was written, debug included. */
  count(wanted: string): number {
    return this.#entries.filter(({ code }) => code === wanted).length;
  }

  /** Waits until a code was written, `times` in all. */
  until(code: string, times = 1): Promise<void> {
    return this.#waiting.until(() => this.count(code) >= times);
  }

  #writer(level: keyof Log): Log['info'] {
    return (code, text, fields = {}) => {
      this.#entries.push({ level, code, text, fields });
      this.#waiting.check();
    };
  }
}
