// Link type 256: packets of the air behind a header of what was measured. Its numbers are little-endian.

import { bits, i8, rest, struct, u8, u16, u32 } from '@bluebell/ble/codec';

/** The header, and the packet without its preamble; a value counts only where its flag says so. */
export const measured = struct({
  rfChannel: u8,
  signalPower: i8,
  noisePower: i8,
  accessAddressOffenses: u8,
  referenceAccessAddress: u32,
  flags: bits(u16, {
    isDewhitened: 1,
    hasSignalPower: 1,
    hasNoisePower: 1,
    isDecrypted: 1,
    hasReferenceAccessAddress: 1,
    hasAccessAddressOffenses: 1,
    isChannelAliased: 1,
    pduType: 3,
    isCrcChecked: 1,
    isCrcRight: 1,
    /** Of advertising on secondary channels; elsewhere whether the integrity check was right. */
    auxType: 2,
    phy: 2,
  }),
  packet: rest,
});

/** `pduType`: not said, or advertising on a secondary channel, or data by its direction. */
export const PduType = { unspecified: 0, auxiliary: 1, toPeripheral: 2, toCentral: 3 } as const;

/** `phy`; packets on the last one have a coding indicator. */
export const MeasuredPhy = { le1M: 0, le2M: 1, leCoded: 2 } as const;
