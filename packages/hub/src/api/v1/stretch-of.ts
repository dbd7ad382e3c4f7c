// From and to, where they are left out too.

import type { Clock } from '@bluebell/ble/core';
import { ApiError } from './reply.ts';

const DAY_MS = 86_400_000;

/** The last day, where nothing is said. @throws {ApiError} it ends before it begins. */
export function stretchOf(
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  clock: Pick<Clock, 'now'>,
  otherwiseMs: number = DAY_MS,
): { readonly fromMs: number; readonly toMs: number } {
  const toMs = to ?? clock.now();
  const fromMs = from ?? Math.max(0, toMs - otherwiseMs);
  if (fromMs <= toMs) return { fromMs: Math.max(0, fromMs), toMs: Math.max(0, toMs) };
  const errors = [{ path: ['from'], message: 'must not be after to' }];
  throw new ApiError(400, 'BAD_QUERY', 'from must not be after to.', errors);
}
