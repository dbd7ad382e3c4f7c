// Follows extended advertising from packet to packet. Core Spec v5.4, Vol 6, Part B, 4.4.2.

import { type AdvertisingPdu, AdvMode, isPrimary } from '@bluebell/ble/ll';
import type { Advert } from '@bluebell/ble/radio';
import { setBounded } from './bounded.ts';
import { Chain, type Sender } from './chain.ts';
import type { AirPacket, AuxRole } from './heard.ts';

/** The PDUs that this file is about. */
export type ExtendedPdu = Extract<AdvertisingPdu, { readonly kind: 'extendedAdvertising' }>;

/** Sets that are followed at once; the one that began first gives way. */
const MAX_PENDING = 64;

/** How much later than announced a packet may come: clocks of senders and sniffers are not one. */
const LATE_MS = 20;

/** What was heard of an advertising set, and so what is to come. */
type Pending = Due &
  (
    | { readonly kind: 'pointed'; readonly sender?: Sender; readonly txPowerDbm?: number }
    | { readonly kind: 'chained'; readonly chain: Chain }
    | { readonly kind: 'scannable'; readonly address: number | undefined }
  );

/** Where, and until when. */
interface Due {
  readonly channelIndex?: number;
  readonly deadlineMs: number;
}

type Role = 'advExtInd' | AuxRole;

const ANONYMOUS: Sender = { address: 0, addressType: 'anonymous' };

const NOTHING: readonly Advert[] = Object.freeze([]);

/** One packet on its way through the joiner. */
interface Step {
  readonly key: number;
  readonly pdu: ExtendedPdu;
  readonly packet: AirPacket;
  readonly timeMs: number;
  readonly pending: Pending | undefined;
}

/**
 * Joins AUX_CHAIN_INDs to the AUX_ADV_IND that they belong to, and takes from the ADV_EXT_IND what
 * is said there alone. Packets belong together by their ADI and, where the capture knows channels, by
 * the channel that was announced.
 *
 * An advert whose rest does not come in time is given as far as it came, marked as truncated.
 */
export class ExtendedJoiner {
  readonly #pending = new Map<number, Pending>();

  /** Takes the next packet; gives the adverts that are whole now, or never will be. */
  push(pdu: ExtendedPdu, packet: AirPacket, timeMs: number): readonly Advert[] {
    const { adi } = pdu.header;
    const key = adi ? adi.did * 16 + adi.sid : -1;
    const waiting = this.#pending.get(key);
    const pending = waiting && isOn(waiting, packet) ? waiting : undefined;
    const step: Step = { key, pdu, packet, timeMs, pending };
    return this.#roles[packet.role ?? roleOf(step)](step);
  }

  /** Gives up what should have come before this time. */
  expire(timeMs: number): readonly Advert[] {
    if (this.#pending.size === 0) return NOTHING;
    const overdue = [...this.#pending].filter(([, { deadlineMs }]) => deadlineMs < timeMs);
    return overdue.flatMap(([key]) => this.#replace(key, undefined));
  }

  readonly #roles: Readonly<Record<Role, (step: Step) => readonly Advert[]>> = {
    advExtInd: (step) => (step.pdu.header.auxPtr ? this.#point(step) : this.#begin(step, false)),
    auxAdvInd: (step) => this.#begin(step, false),
    auxScanRsp: (step) => this.#begin(step, true),
    auxChainInd: (step) =>
      // A chain whose beginning was missed says nothing: whose it is stood there.
      step.pending?.kind === 'chained' ? this.#grow(step, step.pending.chain) : NOTHING,
    // Periodic advertising: not for those who only scan.
    auxSyncInd: () => NOTHING,
  };

  /** The data is still to come, and may come without the address. */
  #point(step: Step): readonly Advert[] {
    const { header } = step.pdu;
    const sender = senderOf(step.pdu);
    return this.#replace(step.key, {
      kind: 'pointed',
      ...dueOf(step),
      ...(sender && { sender }),
      ...(header.txPower !== undefined && { txPowerDbm: header.txPower }),
    });
  }

  #begin(step: Step, isScanResponse: boolean): readonly Advert[] {
    const { header } = step.pdu;
    const pointed = step.pending?.kind === 'pointed' ? step.pending : undefined;
    const chain = new Chain({
      ...(senderOf(step.pdu) ?? pointed?.sender ?? ANONYMOUS),
      isConnectable: header.advMode === AdvMode.connectable,
      isScanResponse,
      sid: header.adi?.sid,
      txPowerDbm: header.txPower ?? pointed?.txPowerDbm,
    });
    return this.#grow(step, chain);
  }

  #grow(step: Step, chain: Chain): readonly Advert[] {
    const { key, pdu, packet, timeMs } = step;
    chain.add(pdu.advData, timeMs, packet.rssiDbm);
    if (pdu.header.auxPtr) {
      return this.#replace(key, { kind: 'chained', ...dueOf(step), chain });
    }
    const isScannable = pdu.header.advMode === AdvMode.scannable;
    const left = this.#replace(
      key,
      isScannable
        ? { kind: 'scannable', deadlineMs: timeMs + LATE_MS, address: pdu.header.advA }
        : undefined,
      chain,
    );
    return [...left, chain.finish(true)];
  }

  /** What is to come now; gives what must be given up for it, but not the chain that goes on. */
  #replace(key: number, next: Pending | undefined, current?: Chain): readonly Advert[] {
    const going = next?.kind === 'chained' ? next.chain : current;
    const before = this.#pending.get(key);
    this.#pending.delete(key);
    const pushedOut = next && setBounded(this.#pending, key, next, MAX_PENDING);
    return [before, pushedOut].flatMap((given) =>
      given?.kind === 'chained' && given.chain !== going ? [given.chain.finish(false)] : [],
    );
  }
}

/** Which of the extended PDUs it is, judged by channel, by contents, and by what was to come. */
function roleOf({ pdu, packet, pending }: Step): Role {
  const { header, advData } = pdu;
  const isOnPrimary =
    packet.channelIndex === undefined
      ? header.auxPtr !== undefined && advData.length === 0
      : isPrimary(packet.channelIndex);
  if (isOnPrimary) return 'advExtInd';
  if (pending?.kind === 'chained' && header.advA === undefined) return 'auxChainInd';
  if (pending?.kind === 'scannable' && header.advA === pending.address) return 'auxScanRsp';
  return 'auxAdvInd';
}

function senderOf({ header, txAdd }: ExtendedPdu): Sender | undefined {
  if (header.advA === undefined) return undefined;
  return { address: header.advA, addressType: txAdd ? 'random' : 'public' };
}

/** Microseconds of one step of an offset. 2.3.4.5 */
const OFFSET_UNIT_US = { coarse: 300, fine: 30 } as const;

/** Where its AuxPtr announces the next packet. */
function dueOf({ pdu, timeMs }: Step): Due {
  const { auxPtr } = pdu.header;
  if (!auxPtr) return { deadlineMs: timeMs };
  const unitUs = auxPtr.offsetUnits ? OFFSET_UNIT_US.coarse : OFFSET_UNIT_US.fine;
  return {
    channelIndex: auxPtr.channelIndex,
    deadlineMs: timeMs + (auxPtr.auxOffset * unitUs) / 1000 + LATE_MS,
  };
}

function isOn({ channelIndex }: Due, packet: AirPacket): boolean {
  return (
    channelIndex === undefined ||
    packet.channelIndex === undefined ||
    channelIndex === packet.channelIndex
  );
}
