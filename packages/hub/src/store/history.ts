// What was measured and what happened, as far back as the disk allows: the seam of charts and exports.

/** One value of one quantity at one moment. */
export interface HistoryRow {
  /** Twelve upper-case digits of the address. */
  readonly deviceId: string;
  readonly quantity: string;
  /** Milliseconds since 1970 UTC. */
  readonly timeMs: number;
  /** In the unit of the quantity; for what is true or false, 1 or 0. */
  readonly value: number;
}

/** Something that happened at a device. */
export interface HistoryEvent {
  readonly deviceId: string;
  readonly timeMs: number;
  /** The event as JSON. */
  readonly event: string;
  /** Which press it belongs to; absent for what is no press. */
  readonly pressId?: string | undefined;
}

/** A stretch of one quantity to draw. */
export interface HistoryQuery {
  readonly deviceId: string;
  readonly quantity: string;
  /** From this moment on … */
  readonly fromMs: number;
  /** … up to this one, which is in it too. */
  readonly toMs: number;
  /** How many points a chart has room for, 1 to 5000. Default: 500. */
  readonly points?: number | undefined;
}

/** What was measured in one of the equal parts of a stretch. Parts in which nothing was are left out. */
export interface HistoryPoint {
  /** Where the first value of the part stands. */
  readonly timeMs: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** Which hours, or other steps, to look up the last values of. */
export interface LastsQuery {
  readonly deviceId: string;
  readonly quantity: string;
  /** Where each step begins, the earliest first; 1 to 48 of them. */
  readonly startsMs: readonly number[];
  /** How long each step is. */
  readonly stepMs: number;
}

/** Which events to look up. */
export interface EventQuery {
  /** Of one device alone. Default: of all. */
  readonly deviceId?: string | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  /** The newest so many, 1 to 10,000. Default: 100. */
  readonly limit?: number | undefined;
}

/** How history is doing. */
export interface HistoryHealth {
  /** Whether what is measured reaches the disk. */
  readonly isWritable: boolean;
  /** Since when that is so, milliseconds since 1970 UTC. */
  readonly sinceMs: number;
  /** What is wrong, in words; absent where nothing is. */
  readonly problem?: string | undefined;
  /** Room taken on the disk. */
  readonly bytes: number;
}

/** The past of all devices. No call throws for a disk that is full, broken or read-only. */
export interface History {
  /** Takes a value. It is on the disk within a second, and for queries at once. */
  write(row: HistoryRow): void;
  /** Takes an event, likewise. */
  event(row: HistoryEvent): void;
  /** The past of one quantity, oldest first, in `points` parts at most. */
  query(query: HistoryQuery): readonly HistoryPoint[];
  /** The last value of each step, as far as values are kept as they came; `undefined` where there is none. */
  lasts(query: LastsQuery): readonly (number | undefined)[];
  /** Events, oldest first. */
  events(query: EventQuery): readonly HistoryEvent[];
  /** Which quantities there is any past of. */
  quantities(deviceId: string): readonly string[];
  /** Drops the past of a device. */
  forget(deviceId: string): void;
  health(): HistoryHealth;
  /** Writes what waits. After this nothing more is taken. */
  close(): void;
}
