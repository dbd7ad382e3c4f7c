// Which commands a host advertises, scans and connects with: those of Bluetooth 4 or those of 5, never
// both. Core Spec v5.4, Vol 4, Part E, 3.1.1.

import * as hci from '../../hci/index.ts';

/** The commands of Bluetooth 4, or those of 5. */
export type Generation = 'legacy' | 'extended';

const LEGACY: readonly hci.AnyCommand[] = [
  hci.leSetAdvertisingParameters,
  hci.leReadAdvertisingPhysicalChannelTxPower,
  hci.leSetAdvertisingData,
  hci.leSetScanResponseData,
  hci.leSetAdvertisingEnable,
  hci.leSetScanParameters,
  hci.leSetScanEnable,
  hci.leCreateConnection,
];

const EXTENDED: readonly hci.AnyCommand[] = [
  hci.leSetAdvertisingSetRandomAddress,
  hci.leSetExtendedAdvertisingParameters,
  hci.leSetExtendedAdvertisingData,
  hci.leSetExtendedScanResponseData,
  hci.leSetExtendedAdvertisingEnable,
  hci.leReadMaximumAdvertisingDataLength,
  hci.leReadNumberOfSupportedAdvertisingSets,
  hci.leRemoveAdvertisingSet,
  hci.leClearAdvertisingSets,
  hci.leSetExtendedScanParameters,
  hci.leSetExtendedScanEnable,
  hci.leExtendedCreateConnection,
];

/** The generation of a command, where it has one. */
export const GENERATION_OF: ReadonlyMap<number, Generation> = new Map([
  ...LEGACY.map(({ opcode }) => [opcode, 'legacy'] as const),
  ...EXTENDED.map(({ opcode }) => [opcode, 'extended'] as const),
]);
