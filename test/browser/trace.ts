// Reads a trace of Chromium: how long the page kept its thread for itself.

/** One event of a trace, as far as we look at it. Times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
}

/** The tasks of the main thread of the page. */
export function longTasksIn(trace: readonly TraceEvent[]): {
  readonly tasks: number;
  readonly longestMs: number;
} {
  const mains = new Set(
    trace
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const lengths = trace
    .filter(({ name, ph, pid, tid }) => {
      return name === 'RunTask' && ph === 'X' && (mains.size === 0 || mains.has(`${pid}:${tid}`));
    })
    .map(({ dur = 0 }) => dur / 1000);
  return { tasks: lengths.length, longestMs: Math.max(0, ...lengths) };
}
