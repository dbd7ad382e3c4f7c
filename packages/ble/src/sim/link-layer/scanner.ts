// Scanning: what is heard, whom to ask for more, what the host is told. Vol 6, Part B, 4.4.3.

import { HciStatus } from '../../hci/index.ts';
import { type Phy, phyOf } from '../../ll/index.ts';
import type { AirTimer, Transmission } from '../air/index.ts';
import {
  type ExtendedFacts,
  extendedReport,
  LEGACY_EVENT_TYPES,
  type LegacyAdvert,
  legacyReport,
  NO_TARGET,
  responseReport,
  type ScanResponse,
  type Sender,
  type Target,
  UNRESOLVED,
} from './advert-report.ts';
import { Backoff } from './backoff.ts';
import {
  addressOf,
  addressTypeOf,
  type DeviceAddress,
  deviceAddress,
  isResolvable,
} from './device-address.ts';
import { DuplicateFilter } from './duplicate-filter.ts';
import type { ScanParameters, ScanSpan } from './parameters.ts';
import { ScanExchange } from './scan-exchange.ts';
import { CLOSED, ScanWindows } from './scan-windows.ts';
import type { Shared } from './shared.ts';

const DURATION_UNIT_US = 10_000;
const PERIOD_UNIT_US = 1_280_000;

/** `filterDuplicates` that forgets at each period. */
const FORGETFUL = 2;

/** Bits of the filter policy. Vol 4, Part E, 7.8.10 */
const ACCEPT_LIST_ONLY = 1;
const UNRESOLVED_TARGETS_TOO = 2;

/** A scan under way. */
interface Scan {
  readonly parameters: ScanParameters;
  readonly span: ScanSpan;
  readonly windows: ScanWindows;
  readonly startUs: number;
  readonly durationUs: number;
  readonly periodUs: number;
}

/** Listens in the background, and tells the host what it hears. */
export class Scanner {
  readonly #shared: Shared;
  readonly #backoff: Backoff;
  readonly #duplicates = new DuplicateFilter();
  readonly #exchange: ScanExchange;
  readonly #timer: AirTimer;
  #scan: Scan | undefined;

  constructor(shared: Shared, onStopped: () => void) {
    const { radio, events } = shared;
    this.#shared = shared;
    this.#backoff = new Backoff(radio.random);
    this.#exchange = new ScanExchange(radio, (advertiser, isConnectable, response, rssiDbm) =>
      this.#onAnswer(advertiser, isConnectable, response, rssiDbm),
    );
    this.#timer = radio.air.timeline.timer((atUs) => {
      if (this.#scan && this.#scan.periodUs > 0) {
        this.#duplicates.forget();
        radio.air.timeline.set(this.#timer, atUs + this.#scan.periodUs, true);
        return;
      }
      this.stop();
      onStopped();
      events.onScanTimeout();
    });
  }

  get isScanning(): boolean {
    return this.#scan !== undefined;
  }

  /** How adverts are listened to; `undefined` while nobody scans. */
  get parameters(): ScanParameters | undefined {
    return this.#scan?.parameters;
  }

  start(parameters: ScanParameters, span: ScanSpan): number {
    const startUs = this.#shared.radio.nowUs;
    const durationUs = span.duration * DURATION_UNIT_US;
    const periodUs = span.period * PERIOD_UNIT_US;
    if (periodUs > 0 && (durationUs === 0 || durationUs >= periodUs)) {
      return HciStatus.invalidParameters;
    }
    this.stop();
    const windows = new ScanWindows(startUs, parameters.phys);
    this.#scan = { parameters, span, windows, startUs, durationUs, periodUs };
    this.#duplicates.forget();
    const wakeUs = this.#wakeAfterUs(this.#scan);
    if (wakeUs > 0) this.#shared.radio.air.timeline.set(this.#timer, startUs + wakeUs, true);
    return HciStatus.success;
  }

  stop(): void {
    this.#scan = undefined;
    this.#timer.clear();
    this.#exchange.stop();
  }

  /** Where it listens at a time; `CLOSED` when it does not. */
  channelAt(phy: Phy, atUs: number): number {
    const scan = this.#scan;
    if (scan === undefined) return CLOSED;
    if (scan.periodUs > 0 && (atUs - scan.startUs) % scan.periodUs >= scan.durationUs) {
      return CLOSED;
    }
    return scan.windows.channelAt(phy, atUs);
  }

  /** Whether scanners on this PHY ask for scan responses. */
  isActive(phy: Phy): boolean {
    const phys = this.#scan?.parameters.phys;
    return (phy === 3 ? phys?.leCoded : phys?.le1M)?.scanType === 1;
  }

  /** A legacy advert that came through undisturbed. */
  onLegacy(advert: LegacyAdvert, transmission: Transmission, rssiDbm: number): void {
    const scan = this.#scan;
    if (scan === undefined) return;
    const onAir = deviceAddress(advert.txAdd, advert.advA);
    const sender = this.senderOf(onAir);
    const isDirected = advert.kind === 'advDirectInd';
    const target = isDirected
      ? this.targetOf(deviceAddress(advert.rxAdd, advert.targetA))
      : NO_TARGET;
    if (sender === undefined || target === undefined) return;
    const { device = onAir } = sender;
    const { scannable, connectable } = LEGACY_EVENT_TYPES[advert.kind];
    const filters = scan.span.filterDuplicates > 0;
    if (scannable && this.isActive(phyOf(transmission.coding))) {
      const isWorthIt = !(filters && this.#duplicates.isDone(device));
      if (isWorthIt && this.#backoff.isTurn()) {
        this.#exchange.begin(transmission, this.ownFor(device), onAir, connectable);
      }
    }
    if (filters && !this.#duplicates.isNewLegacy(device, false)) return;
    this.#shared.events.onAdvert(legacyReport(advert, sender, target, rssiDbm));
  }

  /** An extended advert, put together. */
  onExtended(facts: ExtendedFacts, adi: number | undefined): void {
    const scan = this.#scan;
    if (scan === undefined || scan.span.legacyOnly) return;
    const { sender, isResponse } = facts;
    const filters = scan.span.filterDuplicates > 0 && !facts.isTruncated;
    if (filters && !this.#duplicates.isNewExtended(sender.device, adi ?? 0, isResponse)) return;
    this.#shared.events.onAdvert(extendedReport(facts));
  }

  /** Who sent an advert; `undefined` when this scan does not want to know of it. */
  senderOf(onAir: DeviceAddress | undefined): Sender | undefined {
    const { resolvingList, acceptList } = this.#shared;
    const policy = this.#scan?.parameters.scanningFilterPolicy ?? 0;
    if (onAir !== undefined && resolvingList.isExposed(onAir)) return undefined;
    const entry = onAir === undefined ? undefined : resolvingList.resolve(onAir);
    const device = entry?.identity ?? onAir;
    if (policy % 2 === ACCEPT_LIST_ONLY && !acceptList.has(device)) return undefined;
    return { device, isResolved: entry !== undefined };
  }

  /** Whom a directed advert is for; `undefined` when that is none of our business. */
  targetOf(onAir: DeviceAddress): Target | undefined {
    const { own, resolvingList } = this.#shared;
    const policy = this.#scan?.parameters.scanningFilterPolicy ?? 0;
    const directAddress = addressOf(onAir);
    if (resolvingList.isOurs(onAir)) {
      return { directAddressType: addressTypeOf(onAir, true), directAddress };
    }
    if (own.isOurs(onAir)) return { directAddressType: addressTypeOf(onAir, false), directAddress };
    if (policy >= UNRESOLVED_TARGETS_TOO && isResolvable(onAir)) {
      return { directAddressType: UNRESOLVED, directAddress };
    }
    return undefined;
  }

  /** The address under which we ask a device. */
  ownFor(device: DeviceAddress): DeviceAddress {
    return this.#shared.own.addressFor(this.#scan?.parameters.ownAddressType ?? 0, device);
  }

  get backoff(): Backoff {
    return this.#backoff;
  }

  #wakeAfterUs({ span, durationUs, periodUs }: Scan): number {
    if (periodUs === 0) return durationUs;
    return span.filterDuplicates === FORGETFUL ? periodUs : 0;
  }

  #onAnswer(
    advertiser: DeviceAddress,
    isConnectable: boolean,
    response: ScanResponse | undefined,
    rssiDbm: number,
  ): void {
    this.#backoff.settle(response !== undefined);
    const scan = this.#scan;
    const sender = this.senderOf(advertiser);
    if (scan === undefined || response === undefined || sender === undefined) return;
    const { device = advertiser } = sender;
    if (scan.span.filterDuplicates > 0 && !this.#duplicates.isNewLegacy(device, true)) return;
    this.#shared.events.onAdvert(responseReport(response, isConnectable, sender, rssiDbm));
  }
}
