// Captures of the air, by sniffers.

import { decode } from '@bluebell/ble/codec';
import {
  ADVERTISING_ACCESS_ADDRESS,
  channelIndexOf,
  codedPacket,
  hasRightCrc,
  packet,
} from '@bluebell/ble/ll';
import type { AuxRole, Heard, Link } from './heard.ts';
import { MeasuredPhy, measured, PduType } from './measured-air.ts';

/** Packets without their preamble, and nothing said of them: whether they are whole, their CRC tells. */
export const air: Link = ({ data }) => {
  const caught = decode(packet, data);
  if (caught.accessAddress !== ADVERTISING_ACCESS_ADDRESS) return undefined;
  return hasRightCrc(caught) ? { kind: 'air', packet: { pdu: caught.pdu } } : WRONG_CRC;
};

/** `auxType`, where `pduType` is `auxiliary`. */
const AUX_ROLES: readonly AuxRole[] = ['auxAdvInd', 'auxChainInd', 'auxSyncInd', 'auxScanRsp'];

/** Packets behind a header of what the sniffer measured. */
export const measuredAir: Link = ({ data }) => {
  const { flags, ...header } = decode(measured, data);
  if (!flags.isDewhitened) return WHITENED;
  if (flags.pduType > PduType.auxiliary) return undefined;
  const caught =
    flags.phy === MeasuredPhy.leCoded
      ? decode(codedPacket, header.packet)
      : decode(packet, header.packet);
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
