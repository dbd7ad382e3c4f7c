// The link layer of one virtual controller: what stands below HCI. Core Spec v5.4, Vol 6, Part B.

import type { AddressValue } from '../../core/index.ts';
import { HciStatus } from '../../hci/index.ts';
import type { Place } from '../air/index.ts';
import { AddressCommands } from './address-commands.ts';
import { MAX_ADVERTISING_DATA } from './advertising.ts';
import { CANCELLED } from './cancelled.ts';
import type { LinkLayerEvents } from './events.ts';
import type {
  AdvertisingParameters,
  AdvertisingSpan,
  InitiatingParameters,
  ScanParameters,
  ScanSpan,
} from './parameters.ts';
import { born, type LinkLayerOptions, type Parts, partsOf } from './parts.ts';

/**
 * Advertises, scans, initiates and holds links in both roles, all at the same time.
 *
 * What it does with addresses and links stands in the classes that it extends.
 *
 * Methods that a controller may refuse give the status of their command, 0 for success; what takes
 * time on the air is told later by the events. Handles not in use give 0x02, or 0x42 for advertising
 * sets; parameters out of range 0x12 or 0x11; calls at the wrong time 0x0C.
 */
export class LinkLayer extends AddressCommands {
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
  readonly #parts: Parts;

  /** @param events hears what happens; may be called as soon as something was enabled. */
  constructor(options: LinkLayerOptions, events: LinkLayerEvents) {
    const all = born(options);
    const parts = partsOf(all, events);
    super(parts);
    this.#parts = parts;
    this.name = all.name;
    this.publicAddress = all.publicAddress;
    this.features = all.features;
    this.txPowerDbm = all.txPowerDbm;
    this.maxAdvertisingSets = all.maxAdvertisingSets;
    this.acceptListSize = all.acceptListSize;
    this.resolvingListSize = all.resolvingListSize;
  }

  /** Where it stands; takes effect with the next packet. */
  get place(): Place {
    return this.#parts.shared.radio.place;
  }

  set place(place: Place) {
    this.#parts.shared.radio.place = place;
  }

  /** Ends everything without a word to the peers and forgets what it was told: HCI Reset, 7.3.2. */
  reset(): void {
    const { advertising, initiator, links, shared, afterwards } = this.#parts;
    afterwards.clear();
    advertising.disableAll();
    advertising.clear();
    this.stopScanning();
    initiator.stop();
    links.reset();
    shared.acceptList.clear();
    shared.resolvingList.clear();
    shared.resolvingList.isEnabled = false;
    shared.own.reset();
  }

  /** Off the air for good. */
  close(): void {
    this.reset();
    this.#parts.shared.radio.close();
  }

  /** Bytes from the seed of the air: LE Rand, keys. */
  randomBytes(length: number): Uint8Array<ArrayBuffer> {
    return this.#parts.shared.radio.random.bytes(length);
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
    return this.#parts.advertising.setParameters(advertisingHandle, parameters);
  }

  setAdvertisingRandomAddress(advertisingHandle: number, address: AddressValue): number {
    return this.#parts.advertising.setRandomAddress(advertisingHandle, address);
  }

  /** All of the data: fragments are put together above. May change while the set is enabled. */
  setAdvertisingData(advertisingHandle: number, data: Uint8Array): number {
    return this.#parts.advertising.setData(advertisingHandle, data);
  }

  setScanResponseData(advertisingHandle: number, data: Uint8Array): number {
    return this.#parts.advertising.setScanResponse(advertisingHandle, data);
  }

  /** A new DID with the same data: operation 4 of 7.8.54. */
  renewAdvertisingData(advertisingHandle: number): number {
    return this.#parts.advertising.renew(advertisingHandle);
  }

  /** Enabling again starts its time anew. 0x45 when data does not fit what it is to advertise by. */
  enableAdvertising(advertisingHandle: number, span: AdvertisingSpan): number {
    const { hasRandomAddress } = this.#parts.shared.own;
    return this.#parts.advertising.enable(advertisingHandle, span, hasRandomAddress);
  }

  disableAdvertising(advertisingHandle: number): number {
    return this.#parts.advertising.disable(advertisingHandle);
  }

  disableAllAdvertising(): void {
    this.#parts.advertising.disableAll();
  }

  removeAdvertisingSet(advertisingHandle: number): number {
    return this.#parts.advertising.remove(advertisingHandle);
  }

  /** 0x0C while one is enabled. */
  clearAdvertisingSets(): number {
    return this.#parts.advertising.clear();
  }

  hasAdvertisingSet(advertisingHandle: number): boolean {
    return this.#parts.advertising.has(advertisingHandle);
  }

  isAdvertising(advertisingHandle: number): boolean {
    return this.#parts.advertising.isEnabled(advertisingHandle);
  }

  // Scanning: 7.8.10, 7.8.11, 7.8.64, 7.8.65.

  /** Scans from now on. Enabling again starts time and duplicate filter anew, with the new parameters. */
  startScanning(parameters: ScanParameters, span: ScanSpan): number {
    const { hasRandomAddress } = this.#parts.shared.own;
    if (parameters.ownAddressType % 2 === 1 && !hasRandomAddress) {
      return HciStatus.invalidParameters;
    }
    const status = this.#parts.scanner.start(parameters, span);
    this.#parts.background.update();
    return status;
  }

  stopScanning(): void {
    this.#parts.scanner.stop();
    this.#parts.background.update();
  }

  get isScanning(): boolean {
    return this.#parts.scanner.isScanning;
  }

  // Initiating: 7.8.12, 7.8.13, 7.8.66.

  /** 0x0C while initiating; else `onConnection` tells how it ends. */
  connect(parameters: InitiatingParameters): number {
    const { hasRandomAddress } = this.#parts.shared.own;
    if (parameters.ownAddressType % 2 === 1 && !hasRandomAddress) {
      return HciStatus.invalidParameters;
    }
    const status = this.#parts.initiator.start(parameters);
    this.#parts.background.update();
    return status;
  }

  /** `onConnection` follows with status 0x02; 0x0C when there is nothing to cancel. */
  cancelConnect(): number {
    if (!this.#parts.initiator.stop()) return HciStatus.commandDisallowed;
    this.#parts.afterwards.add(() => this.#parts.shared.events.onConnection(CANCELLED));
    return HciStatus.success;
  }

  get isInitiating(): boolean {
    return this.#parts.initiator.isInitiating;
  }
}
