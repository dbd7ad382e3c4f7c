// Ends a command in good order where the user does not want its answer any more.

import { exitCodeAfter } from '../exit.ts';

/** The exit code of the work; that of the stop, where it was stopped before. */
export async function unlessStopped(
  stop: AbortSignal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (stop.aborted) return exitCodeAfter(stop);
    throw error;
  }
}
