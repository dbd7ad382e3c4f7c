// What a host asks of links. Core Spec v5.4, Vol 4, Part E, 7.1, 7.8.18 to 7.8.26, 7.8.31 to 7.8.35, 7.8.47 to 7.8.49.

import { HciStatus } from '../../hci/index.ts';
import { ChannelMap, phyOf } from '../../ll/index.ts';
import { LEAST_CHANNELS } from './connect-request.ts';
import { areWishes } from './connection-ranges.ts';
import { answerRequest, ConnectionUpdate, ParameterAsking } from './connection-update.ts';
import { LengthExchange } from './data-length.ts';
import type { DataLengthLimits } from './events.ts';
import { FeatureExchange, VersionExchange } from './fact-exchange.ts';
import type { Link } from './link.ts';
import type { Procedure } from './link-control.ts';
import { SUPPORTED } from './link-limits.ts';
import { EncryptionStarting } from './link-security.ts';
import type { ConnectionWishes, EncryptionStart, PhyPreference } from './parameters.ts';
import type { Parts } from './parts.ts';
import { PhyUpdate, supportedPhys } from './phy-update.ts';

/** Ranges of HCI parameters. 7.8.33 */
const DATA_OCTETS = { min: 27, max: 251 } as const;
const DATA_TIME_US = { min: 328, max: 17_040 } as const;

/** The part of a link layer that works on its links. */
export class LinkCommands {
  /** The longest data length: what HCI tells as supported maximum, both ways. */
  readonly maxDataLength: DataLengthLimits = SUPPORTED;
  readonly #parts: Pick<Parts, 'links' | 'shared' | 'afterwards'>;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  hasLink(connectionHandle: number): boolean {
    return this.#parts.links.of(connectionHandle) !== undefined;
  }

  /** 0 central, 1 peripheral; `undefined` where there is no such link. */
  roleOf(connectionHandle: number): number | undefined {
    const link = this.#parts.links.of(connectionHandle);
    return link && (link.isCentral ? 0 : 1);
  }

  /** Tells the peer, then `onDisconnection` with 0x16. */
  disconnect(connectionHandle: number, reason: number): number {
    return this.#withLink(connectionHandle, (link) => link.terminate(reason));
  }

  /**
   * Queues a packet of at most `maxDataLength` octets, as HCI ACL data brings it; cut to the link's
   * data length on the air. `onPacketDone` tells when the peer has it. The bytes are kept, not copied.
   *
   * @returns false where there is no such link.
   */
  send(connectionHandle: number, isStart: boolean, data: Uint8Array): boolean {
    const link = this.#parts.links.of(connectionHandle);
    if (!link) return false;
    if (data.length === 0) {
      this.#parts.afterwards.add(() => this.#parts.shared.events.onPacketDone(connectionHandle));
      return true;
    }
    link.queue.pushData(isStart, data);
    link.rouse();
    return true;
  }

  /** As central, or by LL_CONNECTION_PARAM_REQ as peripheral; `onConnectionUpdate` follows. */
  updateConnection(connectionHandle: number, wishes: ConnectionWishes): number {
    if (!areWishes(wishes)) return HciStatus.invalidParameters;
    return this.#begin(connectionHandle, (link) =>
      link.isCentral ? new ConnectionUpdate(link, wishes) : new ParameterAsking(link, wishes),
    );
  }

  /** Answers `onParameterRequest`: wishes to accept with, or a reason to refuse by. */
  answerParameterRequest(
    connectionHandle: number,
    answer: ConnectionWishes | { readonly reason: number },
  ): number {
    const link = this.#parts.links.of(connectionHandle);
    return link ? answerRequest(link, answer) : HciStatus.unknownConnection;
  }

  /** `onRemoteFeatures` follows. */
  readRemoteFeatures(connectionHandle: number): number {
    return this.#begin(connectionHandle, (link) => new FeatureExchange(link));
  }

  /** `onRemoteVersion` follows. */
  readRemoteVersion(connectionHandle: number): number {
    return this.#begin(connectionHandle, (link) => new VersionExchange(link));
  }

  /** Bits are data channels; at least two. */
  setChannelClassification(channelMap: ReadonlySet<number>): number {
    const map = ChannelMap.of(channelMap);
    if (map.used.length < LEAST_CHANNELS) return HciStatus.invalidParameters;
    this.#parts.afterwards.add(() => {
      this.#parts.links.channelMap = map;
    });
    return HciStatus.success;
  }

  channelMapOf(connectionHandle: number): ReadonlySet<number> | undefined {
    const link = this.#parts.links.of(connectionHandle);
    return link && new Set(link.timing.channelMap.used);
  }

  /** dBm of the last packet heard; 127 before the first, `undefined` where there is no such link. */
  rssiOf(connectionHandle: number): number | undefined {
    return this.#parts.links.of(connectionHandle)?.rssiDbm;
  }

  /** `onDataLengthChange` follows where something changes. */
  setDataLength(connectionHandle: number, txOctets: number, txTime: number): number {
    if (!isWithin(txOctets, DATA_OCTETS) || !isWithin(txTime, DATA_TIME_US)) {
      return HciStatus.invalidParameters;
    }
    return this.#begin(connectionHandle, (link) => {
      link.limits.local = { ...SUPPORTED, maxTxOctets: txOctets, maxTxTime: txTime };
      return new LengthExchange(link);
    });
  }

  /** For links made from now on. 7.8.35. */
  setSuggestedDataLength(txOctets: number, txTime: number): number {
    if (!isWithin(txOctets, DATA_OCTETS) || !isWithin(txTime, DATA_TIME_US)) {
      return HciStatus.invalidParameters;
    }
    this.#parts.links.setSuggestedDataLength(txOctets, txTime);
    return HciStatus.success;
  }

  physOf(connectionHandle: number): { readonly txPhy: number; readonly rxPhy: number } | undefined {
    const limits = this.#parts.links.of(connectionHandle)?.limits;
    return limits && { txPhy: phyOf(limits.txCoding), rxPhy: phyOf(limits.rxCoding) };
  }

  /** For links made from now on. 7.8.48. */
  setDefaultPhy(preference: Omit<PhyPreference, 'phyOptions'>): number {
    const status = this.#statusOf(preference);
    if (status === HciStatus.success) this.#parts.links.defaultPhy = preference;
    return status;
  }

  /** `onPhyUpdate` follows, even when nothing changes. */
  setPhy(connectionHandle: number, preference: PhyPreference): number {
    const status = this.#statusOf(preference);
    if (status !== HciStatus.success) return status;
    return this.#begin(connectionHandle, (link) => {
      link.phyPreference = preference;
      return new PhyUpdate(link);
    });
  }

  /** As central. `onEncryptionChange` follows, or `onKeyRefresh` where it was encrypted before. */
  startEncryption(connectionHandle: number, start: EncryptionStart): number {
    if (this.roleOf(connectionHandle) === 1) return HciStatus.commandDisallowed;
    return this.#begin(connectionHandle, (link) => new EncryptionStarting(link, start));
  }

  /** As peripheral, to `onKeyRequest`; `undefined` where the host has no key. 16 bytes, least significant first. */
  answerKeyRequest(connectionHandle: number, longTermKey: Uint8Array | undefined): number {
    const link = this.#parts.links.of(connectionHandle);
    return link ? link.security.answerKey(longTermKey) : HciStatus.unknownConnection;
  }

  /** Units of 10 ms; `undefined` where there is no such link. */
  authenticatedPayloadTimeoutOf(connectionHandle: number): number | undefined {
    return this.#parts.links.of(connectionHandle)?.security.watch.timeout;
  }

  setAuthenticatedPayloadTimeout(connectionHandle: number, timeout: number): number {
    if (timeout < 1) return HciStatus.invalidParameters;
    const link = this.#parts.links.of(connectionHandle);
    if (!link) return HciStatus.unknownConnection;
    link.security.watch.timeout = timeout;
    return HciStatus.success;
  }

  /** Something is wished for that this controller cannot do, or nothing at all. */
  #statusOf({ allPhys, txPhys, rxPhys }: Omit<PhyPreference, 'phyOptions'>): number {
    const all = supportedPhys(this.#parts.shared.features);
    const isAnyTx = allPhys % 2 === 1;
    const isAnyRx = Math.floor(allPhys / 2) % 2 === 1;
    if ((!isAnyTx && txPhys === 0) || (!isAnyRx && rxPhys === 0)) {
      return HciStatus.invalidParameters;
    }
    const isKnown = (phys: number, isAny: boolean) => isAny || phys <= all;
    return isKnown(txPhys, isAnyTx) && isKnown(rxPhys, isAnyRx)
      ? HciStatus.success
      : HciStatus.unsupportedFeature;
  }

  /** Begins a procedure of a link after the call returned, since it may be over at once. */
  #begin(connectionHandle: number, make: (link: Link) => Procedure): number {
    return this.#withLink(connectionHandle, (link) => link.control.start(make(link)));
  }

  #withLink(connectionHandle: number, task: (link: Link) => void): number {
    const link = this.#parts.links.of(connectionHandle);
    if (!link) return HciStatus.unknownConnection;
    this.#parts.afterwards.add(() => {
      if (!link.isOver) task(link);
    });
    return HciStatus.success;
  }
}

function isWithin(value: number, { min, max }: { readonly min: number; readonly max: number }) {
  return value >= min && value <= max;
}
