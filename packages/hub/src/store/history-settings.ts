/** How much of the past is kept. */
export interface HistorySettings {
  /** Days for which every value is kept as it came. */
  readonly rawDays: number;
  /** Days for which means of five minutes are kept, and events. Means of hours are kept for ever. */
  readonly meanDays: number;
  /** What all of it may take on the disk, MB: beyond it, the oldest goes first. */
  readonly maxMb: number;
}

/** Where the user says nothing. */
export const DEFAULT_HISTORY: HistorySettings = { rawDays: 10, meanDays: 90, maxMb: 1_000 };

/** As the configuration says; `undefined` where no history is wanted. */
export function historySettings(section: {
  readonly enabled: boolean;
  readonly raw_days: number;
  readonly mean_days: number;
  readonly max_mb: number;
}): HistorySettings | undefined {
  const { enabled, raw_days: rawDays, mean_days: meanDays, max_mb: maxMb } = section;
  return enabled ? { rawDays, meanDays, maxMb } : undefined;
}
