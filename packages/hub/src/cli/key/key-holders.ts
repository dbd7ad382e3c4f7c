// Who has a key in the configuration.

import { formatAddress } from '@bluebell/ble/core';
import type { LoadedConfig } from '../../config/index.ts';
import type { KeyHolder } from '../../requests/index.ts';

/** All of them, and what is wrong with their keys, without a digit of any. */
export function keyHoldersOf({ known }: Pick<LoadedConfig, 'known'>): readonly KeyHolder[] {
  return [...known.writtenKeys].map(([address, { problem }]) => ({
    address: formatAddress(address),
    problem,
  }));
}
