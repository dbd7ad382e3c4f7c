// The link layer of one virtual controller: what stands below HCI. Core Spec v5.4, Vol 6, Part B.

import type { AddressValue } from '../../core/index.ts';
import { HciStatus } from '../../hci/index.ts';
import { ChannelMap, phyOf } from '../../ll/index.ts';
import type { Air, AirTimer, Place } from '../air/index.ts';
import { AcceptList } from './accept-list.ts';
import { Advertising, MAX_ADVERTISING_DATA } from './advertising.ts';
import { Background } from './background.ts';
import { CANCELLED } from './cancelled.ts';
import {
  answerRequest,
  areWishes,
  ConnectionUpdate,
  ParameterAsking,
} from './connection-update.ts';
import { LengthExchange } from './data-length.ts';
import { DEFAULT_FEATURES } from './default-features.ts';
import type { DataLengthLimits, LinkLayerEvents } from './events.ts';
import { FeatureExchange, VersionExchange } from './fact-exchange.ts';
import { Initiator } from './initiator.ts';
import type { Link } from './link.ts';
import type { Procedure } from './link-control.ts';
import { SUPPORTED } from './link-limits.ts';
import { EncryptionStarting } from './link-security.ts';
import { Links } from './links.ts';
import { OwnAddresses } from './own-addresses.ts';
import type {
  AdvertisingParameters,
  AdvertisingSpan,
  ConnectionWishes,
  EncryptionStart,
  InitiatingParameters,
  PeerAddress,
  PhyPreference,
  ResolvingEntry,
  ScanParameters,
  ScanSpan,
} from './parameters.ts';
import { PhyUpdate, supportedPhys } from './phy-update.ts';
import { Radio } from './radio.ts';
import { ResolvingList } from './resolving-list.ts';
import { Scanner } from './scanner.ts';
import type { Shared } from './shared.ts';

/** What a virtual controller is born with. */
export interface LinkLayerOptions {
  readonly air: Air;
  /** Names the station in captures and logs, such as the device's name. */
  readonly name: string;
  readonly publicAddress: AddressValue;
  /** Where it stands, in metres. Default: the origin. */
  readonly place?: Place;
  /** dBm. Default: 0. */
  readonly txPowerDbm?: number;
  /** Bits of `LeFeature`. Default: `DEFAULT_FEATURES`. */
  readonly features?: ReadonlySet<number>;
  /** Links at the same time. Default: 32. */
  readonly maxLinks?: number;
  /** Devices on the accept list. Default: 32. */
  readonly acceptListSize?: number;
  /** Devices on the resolving list. Default: 32. */
  readonly resolvingListSize?: number;
  /** Advertising sets. Default: 16. */
  readonly maxAdvertisingSets?: number;
}

const ORIGIN: Place = { x: 0, y: 0 };

/** How many of each there are, where nobody says. */
const DEFAULT_SIZES = {
  maxLinks: 32,
  acceptListSize: 32,
  resolvingListSize: 32,
  maxAdvertisingSets: 16,
} as const;

/** Ranges of HCI parameters. Vol 4, Part E, 7.8.33, 7.8.45 and 7.3.94 */
const DATA_OCTETS = { min: 27, max: 251 } as const;
const DATA_TIME_US = { min: 328, max: 17_040 } as const;
const RPA_TIMEOUT_S = { min: 1, max: 3600 } as const;

/** Bits of advertising filter policies, and the scan policies that look at the accept list. */
const ANY_FILTER = 0;

/**
 * Advertises, scans, initiates and holds links in both roles, all at the same time.
 *
 * Methods that a controller may refuse give the status of their command, 0 for success; what takes
 * time on the air is told later by the events. Handles not in use give 0x02, or 0x42 for advertising
 * sets; parameters out of range 0x12 or 0x11; calls at the wrong time 0x0C.
 */
export class LinkLayer {
  readonly name: string;
  readonly publicAddress: AddressValue;
  /** What this link layer can do: bits of `LeFeature`. */
  readonly features: ReadonlySet<number>;
  /** dBm */
  readonly txPowerDbm: number;
  readonly maxAdvertisingSets: number;
  readonly maxAdvertisingDataLength: number = MAX_ADVERTISING_DATA;
  readonly acceptListSize: number;
  readonly resolvingListSize: number;
  /** The longest data length: what HCI tells as supported maximum, both ways. */
  readonly maxDataLength: DataLengthLimits = SUPPORTED;

  readonly #radio: Radio;
  readonly #shared: Shared;
  readonly #links: Links;
  readonly #advertising: Advertising;
  readonly #scanner: Scanner;
  readonly #initiator: Initiator;
  readonly #background: Background;
  /** What the host is to be told once the call under way has returned. */
  #tasks: (() => void)[] = [];
  readonly #tasksTimer: AirTimer;

  /** @param events hears what happens; may be called as soon as something was enabled. */
  constructor(options: LinkLayerOptions, events: LinkLayerEvents) {
    const sizes = { ...DEFAULT_SIZES, ...options };
    const { air, name, publicAddress } = options;
    const { features = DEFAULT_FEATURES, txPowerDbm = 0, place = ORIGIN } = options;
    this.name = name;
    this.publicAddress = publicAddress;
    this.features = features;
    this.txPowerDbm = txPowerDbm;
    this.maxAdvertisingSets = sizes.maxAdvertisingSets;
    this.acceptListSize = sizes.acceptListSize;
    this.resolvingListSize = sizes.resolvingListSize;
    this.#radio = new Radio(air, { name, place, txPowerDbm });
    this.#tasksTimer = air.timeline.timer(() => this.#runTasks());
    const resolvingList = new ResolvingList(sizes.resolvingListSize, this.#radio.random);
    this.#shared = {
      radio: this.#radio,
      events,
      features,
      acceptList: new AcceptList(sizes.acceptListSize),
      resolvingList,
      own: new OwnAddresses(publicAddress, resolvingList, air.timeline),
      nextLinkUs: () => this.#links.nextUs(),
    };
    this.#links = new Links(this.#shared, sizes.maxLinks);
    this.#advertising = new Advertising(this.#shared, sizes.maxAdvertisingSets, (request) =>
      this.#links.open(request, false),
    );
    this.#scanner = new Scanner(this.#shared, () => this.#background.update());
    this.#initiator = new Initiator(this.#shared, this.#links, () => this.#background.update());
    this.#background = new Background(this.#radio, this.#scanner, this.#initiator);
  }

  /** Where it stands; takes effect with the next packet. */
  get place(): Place {
    return this.#radio.place;
  }

  set place(place: Place) {
    this.#radio.place = place;
  }

  /** Ends everything without a word to the peers and forgets what it was told: HCI Reset, 7.3.2. */
  reset(): void {
    this.#tasks = [];
    this.#advertising.disableAll();
    this.#advertising.clear();
    this.stopScanning();
    this.#initiator.stop();
    this.#links.reset();
    const { acceptList, resolvingList, own } = this.#shared;
    acceptList.clear();
    resolvingList.clear();
    resolvingList.isEnabled = false;
    own.reset();
  }

  /** Off the air for good. */
  close(): void {
    this.reset();
    this.#radio.close();
    this.#tasksTimer.clear();
  }

  /** Bytes from the seed of the air: LE Rand, keys. */
  randomBytes(length: number): Uint8Array<ArrayBuffer> {
    return this.#radio.random.bytes(length);
  }

  // Addresses and lists: 7.8.4, 7.8.15 to 7.8.17, 7.8.38 to 7.8.45, 7.8.77.

  /** Refused with 0x0C while legacy advertising, scanning or initiating use it. */
  setRandomAddress(address: AddressValue): number {
    if (this.#scanner.isScanning || this.#initiator.isInitiating) {
      return HciStatus.commandDisallowed;
    }
    this.#shared.own.randomAddress = address;
    return HciStatus.success;
  }

  /** For lists: 0x0C while filter policies in use look at it. */
  clearAcceptList(): number {
    if (this.#usesAcceptList) return HciStatus.commandDisallowed;
    this.#shared.acceptList.clear();
    return HciStatus.success;
  }

  addToAcceptList(device: PeerAddress): number {
    if (this.#usesAcceptList) return HciStatus.commandDisallowed;
    return this.#shared.acceptList.add(device);
  }

  removeFromAcceptList(device: PeerAddress): number {
    if (this.#usesAcceptList) return HciStatus.commandDisallowed;
    return this.#shared.acceptList.remove(device);
  }

  addToResolvingList(entry: ResolvingEntry): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    return this.#shared.resolvingList.add(entry);
  }

  removeFromResolvingList(peer: PeerAddress): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    return this.#shared.resolvingList.remove(peer);
  }

  clearResolvingList(): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    this.#shared.resolvingList.clear();
    return HciStatus.success;
  }

  setAddressResolution(isEnabled: boolean): number {
    if (this.#isBusy) return HciStatus.commandDisallowed;
    this.#shared.resolvingList.isEnabled = isEnabled;
    this.#shared.own.rotates = isEnabled;
    return HciStatus.success;
  }

  /** Seconds, 1 to 3600. */
  setRpaTimeout(seconds: number): number {
    if (!isWithin(seconds, RPA_TIMEOUT_S)) return HciStatus.invalidParameters;
    this.#shared.own.rpaTimeoutS = seconds;
    return HciStatus.success;
  }

  /** 0 network, 1 device privacy. */
  setPrivacyMode(peer: PeerAddress, privacyMode: number): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    const entry = this.#shared.resolvingList.of(peer);
    if (!entry) return HciStatus.unknownConnection;
    entry.mayShowIdentity = privacyMode === 1;
    return HciStatus.success;
  }

  /** The private address that the peer showed last; `undefined` where it is not on the list. */
  peerResolvableAddress(peer: PeerAddress): AddressValue | undefined {
    return this.#shared.resolvingList.of(peer)?.peerRpa;
  }

  /** The private address that we show the peer; `undefined` where it is not on the list. */
  localResolvableAddress(peer: PeerAddress): AddressValue | undefined {
    return this.#shared.resolvingList.of(peer)?.localRpa;
  }

  // Advertising: 7.8.5 to 7.8.9, 7.8.52 to 7.8.60.

  /**
   * Makes a set, or changes one that is not enabled.
   *
   * @returns the power chosen, dBm, beside the status.
   */
  setAdvertisingParameters(
    advertisingHandle: number,
    parameters: AdvertisingParameters,
  ): { readonly status: number; readonly selectedTxPower: number } {
    return this.#advertising.setParameters(advertisingHandle, parameters);
  }

  setAdvertisingRandomAddress(advertisingHandle: number, address: AddressValue): number {
    return this.#advertising.setRandomAddress(advertisingHandle, address);
  }

  /** All of the data: fragments are put together above. May change while the set is enabled. */
  setAdvertisingData(advertisingHandle: number, data: Uint8Array): number {
    return this.#advertising.setData(advertisingHandle, data);
  }

  setScanResponseData(advertisingHandle: number, data: Uint8Array): number {
    return this.#advertising.setScanResponse(advertisingHandle, data);
  }

  /** A new DID with the same data: operation 4 of 7.8.54. */
  renewAdvertisingData(advertisingHandle: number): number {
    return this.#advertising.renew(advertisingHandle);
  }

  /** Enabling again starts its time anew. 0x45 when data does not fit what it is to advertise by. */
  enableAdvertising(advertisingHandle: number, span: AdvertisingSpan): number {
    const { hasRandomAddress } = this.#shared.own;
    return this.#advertising.enable(advertisingHandle, span, hasRandomAddress);
  }

  disableAdvertising(advertisingHandle: number): number {
    return this.#advertising.disable(advertisingHandle);
  }

  disableAllAdvertising(): void {
    this.#advertising.disableAll();
  }

  removeAdvertisingSet(advertisingHandle: number): number {
    return this.#advertising.remove(advertisingHandle);
  }

  /** 0x0C while one is enabled. */
  clearAdvertisingSets(): number {
    return this.#advertising.clear();
  }

  hasAdvertisingSet(advertisingHandle: number): boolean {
    return this.#advertising.has(advertisingHandle);
  }

  isAdvertising(advertisingHandle: number): boolean {
    return this.#advertising.isEnabled(advertisingHandle);
  }

  // Scanning: 7.8.10, 7.8.11, 7.8.64, 7.8.65.

  /** Scans from now on. Enabling again starts time and duplicate filter anew, with the new parameters. */
  startScanning(parameters: ScanParameters, span: ScanSpan): number {
    const { hasRandomAddress } = this.#shared.own;
    if (parameters.ownAddressType % 2 === 1 && !hasRandomAddress) {
      return HciStatus.invalidParameters;
    }
    const status = this.#scanner.start(parameters, span);
    this.#background.update();
    return status;
  }

  stopScanning(): void {
    this.#scanner.stop();
    this.#background.update();
  }

  get isScanning(): boolean {
    return this.#scanner.isScanning;
  }

  // Links: 7.1, 7.8.12 to 7.8.26, 7.8.31 to 7.8.35, 7.8.47 to 7.8.49, 7.8.66.

  /** 0x0C while initiating; else `onConnection` tells how it ends. */
  connect(parameters: InitiatingParameters): number {
    const { hasRandomAddress } = this.#shared.own;
    if (parameters.ownAddressType % 2 === 1 && !hasRandomAddress) {
      return HciStatus.invalidParameters;
    }
    const status = this.#initiator.start(parameters);
    this.#background.update();
    return status;
  }

  /** `onConnection` follows with status 0x02; 0x0C when there is nothing to cancel. */
  cancelConnect(): number {
    if (!this.#initiator.stop()) return HciStatus.commandDisallowed;
    this.#later(() => this.#shared.events.onConnection(CANCELLED));
    return HciStatus.success;
  }

  get isInitiating(): boolean {
    return this.#initiator.isInitiating;
  }

  hasLink(connectionHandle: number): boolean {
    return this.#links.of(connectionHandle) !== undefined;
  }

  /** 0 central, 1 peripheral; `undefined` where there is no such link. */
  roleOf(connectionHandle: number): number | undefined {
    const link = this.#links.of(connectionHandle);
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
    const link = this.#links.of(connectionHandle);
    if (!link) return false;
    if (data.length === 0) {
      this.#later(() => this.#shared.events.onPacketDone(connectionHandle));
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
    const link = this.#links.of(connectionHandle);
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
    if (map.used.length < 2) return HciStatus.invalidParameters;
    this.#later(() => {
      this.#links.channelMap = map;
    });
    return HciStatus.success;
  }

  channelMapOf(connectionHandle: number): ReadonlySet<number> | undefined {
    const link = this.#links.of(connectionHandle);
    return link && new Set(link.timing.channelMap.used);
  }

  /** dBm of the last packet heard; 127 before the first, `undefined` where there is no such link. */
  rssiOf(connectionHandle: number): number | undefined {
    return this.#links.of(connectionHandle)?.rssiDbm;
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
    this.#links.setSuggestedDataLength(txOctets, txTime);
    return HciStatus.success;
  }

  physOf(connectionHandle: number): { readonly txPhy: number; readonly rxPhy: number } | undefined {
    const limits = this.#links.of(connectionHandle)?.limits;
    return limits && { txPhy: phyOf(limits.txCoding), rxPhy: phyOf(limits.rxCoding) };
  }

  /** For links made from now on. 7.8.48. */
  setDefaultPhy(preference: Omit<PhyPreference, 'phyOptions'>): number {
    const status = this.#statusOf(preference);
    if (status === HciStatus.success) this.#links.defaultPhy = preference;
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
    const link = this.#links.of(connectionHandle);
    return link ? link.security.answerKey(longTermKey) : HciStatus.unknownConnection;
  }

  /** Units of 10 ms; `undefined` where there is no such link. */
  authenticatedPayloadTimeoutOf(connectionHandle: number): number | undefined {
    return this.#links.of(connectionHandle)?.security.watch.timeout;
  }

  setAuthenticatedPayloadTimeout(connectionHandle: number, timeout: number): number {
    if (timeout < 1) return HciStatus.invalidParameters;
    const link = this.#links.of(connectionHandle);
    if (!link) return HciStatus.unknownConnection;
    link.security.watch.timeout = timeout;
    return HciStatus.success;
  }

  get #usesAcceptList(): boolean {
    const scanPolicy = this.#scanner.parameters?.scanningFilterPolicy ?? ANY_FILTER;
    return (
      scanPolicy % 2 === 1 ||
      this.#initiator.parameters?.initiatorFilterPolicy === true ||
      this.#advertising.enabledParameters.some(
        ({ advertisingFilterPolicy }) => advertisingFilterPolicy !== ANY_FILTER,
      )
    );
  }

  /** 7.8.38: not while resolution is on and something looks at the list. */
  get #usesResolvingList(): boolean {
    return this.#shared.resolvingList.isEnabled && this.#isBusy;
  }

  get #isBusy(): boolean {
    return (
      this.#scanner.isScanning || this.#initiator.isInitiating || this.#advertising.isAnyEnabled
    );
  }

  /** Something is wished for that this controller cannot do, or nothing at all. */
  #statusOf({ allPhys, txPhys, rxPhys }: Omit<PhyPreference, 'phyOptions'>): number {
    const all = supportedPhys(this.features);
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
    const link = this.#links.of(connectionHandle);
    if (!link) return HciStatus.unknownConnection;
    this.#later(() => {
      if (!link.isOver) task(link);
    });
    return HciStatus.success;
  }

  #later(task: () => void): void {
    this.#tasks.push(task);
    const { air, nowUs } = this.#radio;
    if (!this.#tasksTimer.isSet) air.timeline.set(this.#tasksTimer, nowUs);
  }

  #runTasks(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  }
}

function isWithin(value: number, { min, max }: { readonly min: number; readonly max: number }) {
  return value >= min && value <= max;
}
