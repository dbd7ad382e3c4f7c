// Which messages are written: by weight, and by the part of the hub that they come from.

/** Levels by weight, as pino counts them. */
export const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50 } as const;

/** The least important level that is written. */
export type LogLevel = keyof typeof LEVELS;

/** Levels of single parts: `{ mqtt: 'debug' }`. */
export type PartLevels = Readonly<Record<string, LogLevel>>;

/** Whether a text names a level. */
export function isLogLevel(text: string | undefined): text is LogLevel {
  return text !== undefined && Object.hasOwn(LEVELS, text);
}

/** The part of the hub that a code belongs to: of `MQTT_LOST` that is `mqtt`. */
export function partOf(code: string): string {
  return code.replace(/_.*/s, '').toLowerCase();
}

/** Codes are few, and made by us. */
const MOST_CODES = 1_000;

/** The levels in force, which may change while the hub runs. */
export class LevelFilter {
  #level: LogLevel;
  #parts: PartLevels;
  /** What is looked up for every message, once found. */
  readonly #byCode = new Map<string, number>();

  constructor(level: LogLevel, parts: PartLevels = {}) {
    this.#level = level;
    this.#parts = parts;
  }

  set(level: LogLevel, parts: PartLevels): void {
    this.#level = level;
    this.#parts = parts;
    this.#byCode.clear();
  }

  isWritten(level: LogLevel, code: string): boolean {
    return LEVELS[level] >= (this.#byCode.get(code) ?? this.#find(code));
  }

  #find(code: string): number {
    const part = partOf(code);
    const level = (Object.hasOwn(this.#parts, part) && this.#parts[part]) || this.#level;
    if (this.#byCode.size >= MOST_CODES) this.#byCode.clear();
    this.#byCode.set(code, LEVELS[level]);
    return LEVELS[level];
  }
}
