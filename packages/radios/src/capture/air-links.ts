// Captures of the air, by sniffers.

import { bits, decode, i8, rest, struct, u8, u16, u32 } from '@bluebell/ble/codec';
import {
  ADVERTISING_ACCESS_ADDRESS,
  channelIndexOf,
  codedPacket,
  hasRightCrc,
  packet,
} from '@bluebell/ble/ll';
import type { AuxRole, Heard, Link } from './heard.ts';

/** Packets without their preamble, and nothing said of them: whether they are whole, their CRC tells. */
export const air: Link = ({ data }) => {
  const caught = decode(packet, data);
  if (caught.accessAddress !== ADVERTISING_ACCESS_ADDRESS) return undefined;
  return hasRightCrc(caught) ? { kind: 'air', packet: { pdu: caught.pdu } } : WRONG_CRC;
};

/** The pseudo header of link type 256; a value counts only where its flag says so. */
const measured = struct({
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
    auxType: 2,
    phy: 2,
  }),
  packet: rest,
});

/** `pduType`: not said, or advertising on a secondary channel; all others are data. */
const PduType = { unspecified: 0, auxiliary: 1 } as const;

/** `auxType`, where `pduType` is `auxiliary`. */
const AUX_ROLES: readonly AuxRole[] = ['auxAdvInd', 'auxChainInd', 'auxSyncInd', 'auxScanRsp'];

/** `phy` of packets that have a coding indicator. */
const CODED_PHY = 2;

/** Packets behind a header of what the sniffer measured. */
export const measuredAir: Link = ({ data }) => {
  const { flags, ...header } = decode(measured, data);
  if (!flags.isDewhitened) return WHITENED;
  if (flags.pduType > PduType.auxiliary) return undefined;
  const caught =
    flags.phy === CODED_PHY ? decode(codedPacket, header.packet) : decode(packet, header.packet);
  // Bits of the address itself may be wrong: the sniffer knows which one it was listening for.
  const accessAddress = flags.hasReferenceAccessAddress
    ? header.referenceAccessAddress
    : caught.accessAddress;
  if (accessAddress !== ADVERTISING_ACCESS_ADDRESS) return undefined;
  if (!(flags.isCrcChecked ? flags.isCrcRight : hasRightCrc(caught))) return WRONG_CRC;
  return {
    kind: 'air',
    packet: {
      pdu: caught.pdu,
      channelIndex: flags.isChannelAliased ? undefined : channelIndexOf(header.rfChannel),
      rssiDbm: flags.hasSignalPower ? header.signalPower : undefined,
      role: flags.pduType === PduType.auxiliary ? AUX_ROLES[flags.auxType] : undefined,
    },
  };
};

const WRONG_CRC: Heard = { kind: 'dropped', reason: 'wrongCrc' };
const WHITENED: Heard = { kind: 'dropped', reason: 'whitened' };
