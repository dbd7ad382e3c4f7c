// One patience for all requests of a procedure.

import { type CallOptions, type Clock, waitFor } from '../../core/index.ts';

/**
 * Runs a procedure of several requests within the caller's patience. When that ends, the call rejects
 * at once, and the procedure stops before its next request.
 *
 * @param procedure hands what it is given to each of its requests.
 */
export async function withinPatience<T>(
  clock: Clock,
  options: CallOptions,
  procedure: (patience: CallOptions) => Promise<T>,
): Promise<T> {
  if (options.timeoutMs === undefined && !options.signal) return procedure(NO_END);
  options.signal?.throwIfAborted();
  const abort = new AbortController();
  try {
    return await waitFor(procedure({ signal: abort.signal }), clock, options);
  } catch (error) {
    abort.abort(error);
    throw error;
  }
}

/** As long as the requests themselves have patience. */
const NO_END: CallOptions = {};
