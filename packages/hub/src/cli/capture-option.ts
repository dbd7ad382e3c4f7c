// The option `--capture`.

import { BtsnoopWriter } from '@bluebell/radios';
import type { Closing } from './closing.ts';

/**
 * A file that what goes between host and controller is recorded to; open a radio with it afterwards, so
 * that it is closed behind the radio.
 *
 * @throws {UsageError} the file cannot be written.
 */
export async function captureTo(path: string, closing: Closing): Promise<BtsnoopWriter> {
  const capture = await BtsnoopWriter.create(path);
  closing.defer(() => capture.close());
  return capture;
}
