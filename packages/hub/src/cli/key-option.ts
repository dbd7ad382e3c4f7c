// Keys as they are given on the command line.

import { type Log, UsageError } from '@bluebell/ble/core';
import type { BindKey } from '@bluebell/sensors';
import { BIND_KEY, WrittenKey } from '../config/secret.ts';

/**
 * A bind key from hex digits. One of a wrong length is warned of, and shows as `bad_key_length` in
 * what is decoded with it. No digit of a key is ever repeated.
 *
 * @throws {UsageError} it is not hex at all.
 */
export function keyOf(text: string, option: string, log: Pick<Log, 'warn'>): BindKey {
  const key = new WrittenKey(text, BIND_KEY);
  if (key.problem === undefined) return key.bindKey();
  if (key.reveal().length === 0) throw new UsageError(`${option} ${key.problem}`);
  log.warn('KEY', `${option} ${key.problem}`);
  return key.bindKey();
}
