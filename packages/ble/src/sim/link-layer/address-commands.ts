// What a host says of addresses and lists. Core Spec v5.4, Vol 4, Part E, 7.8.4, 7.8.15 to 7.8.17, 7.8.38 to 7.8.45, 7.8.77.

import type { AddressValue } from '../../core/index.ts';
import { HciStatus } from '../../hci/index.ts';
import { LinkCommands } from './link-commands.ts';
import type { PeerAddress, ResolvingEntry } from './parameters.ts';
import type { Parts } from './parts.ts';

/** Seconds. 7.8.45 */
const RPA_TIMEOUT_S = { min: 1, max: 3600 } as const;

/** A filter policy that lets everybody through. */
const ANYBODY = 0;

/** The part of a link layer that knows who is who. */
export class AddressCommands extends LinkCommands {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super(parts);
    this.#parts = parts;
  }

  /** Refused with 0x0C while legacy advertising, scanning or initiating use it. */
  setRandomAddress(address: AddressValue): number {
    if (this.#parts.scanner.isScanning || this.#parts.initiator.isInitiating) {
      return HciStatus.commandDisallowed;
    }
    this.#parts.shared.own.randomAddress = address;
    return HciStatus.success;
  }

  /** For lists: 0x0C while filter policies in use look at it. */
  clearAcceptList(): number {
    if (this.#usesAcceptList) return HciStatus.commandDisallowed;
    this.#parts.shared.acceptList.clear();
    return HciStatus.success;
  }

  addToAcceptList(device: PeerAddress): number {
    if (this.#usesAcceptList) return HciStatus.commandDisallowed;
    return this.#parts.shared.acceptList.add(device);
  }

  removeFromAcceptList(device: PeerAddress): number {
    if (this.#usesAcceptList) return HciStatus.commandDisallowed;
    return this.#parts.shared.acceptList.remove(device);
  }

  addToResolvingList(entry: ResolvingEntry): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    return this.#parts.shared.resolvingList.add(entry);
  }

  removeFromResolvingList(peer: PeerAddress): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    return this.#parts.shared.resolvingList.remove(peer);
  }

  clearResolvingList(): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    this.#parts.shared.resolvingList.clear();
    return HciStatus.success;
  }

  setAddressResolution(isEnabled: boolean): number {
    if (this.#isBusy) return HciStatus.commandDisallowed;
    this.#parts.shared.resolvingList.isEnabled = isEnabled;
    this.#parts.shared.own.rotates = isEnabled;
    return HciStatus.success;
  }

  /** Seconds, 1 to 3600. */
  setRpaTimeout(seconds: number): number {
    const { min, max } = RPA_TIMEOUT_S;
    if (seconds < min || seconds > max) return HciStatus.invalidParameters;
    this.#parts.shared.own.rpaTimeoutS = seconds;
    return HciStatus.success;
  }

  /** 0 network, 1 device privacy. */
  setPrivacyMode(peer: PeerAddress, privacyMode: number): number {
    if (this.#usesResolvingList) return HciStatus.commandDisallowed;
    const entry = this.#parts.shared.resolvingList.of(peer);
    if (!entry) return HciStatus.unknownConnection;
    entry.mayShowIdentity = privacyMode === 1;
    return HciStatus.success;
  }

  /** The private address that the peer showed last; `undefined` where it is not on the list. */
  peerResolvableAddress(peer: PeerAddress): AddressValue | undefined {
    return this.#parts.shared.resolvingList.of(peer)?.peerRpa;
  }

  /** The private address that we show the peer; `undefined` where it is not on the list. */
  localResolvableAddress(peer: PeerAddress): AddressValue | undefined {
    return this.#parts.shared.resolvingList.of(peer)?.localRpa;
  }

  get #usesAcceptList(): boolean {
    const scanPolicy = this.#parts.scanner.parameters?.scanningFilterPolicy ?? ANYBODY;
    return (
      scanPolicy % 2 === 1 ||
      this.#parts.initiator.parameters?.initiatorFilterPolicy === true ||
      this.#parts.advertising.enabledParameters.some(
        ({ advertisingFilterPolicy }) => advertisingFilterPolicy !== ANYBODY,
      )
    );
  }

  /** 7.8.38: not while resolution is on and something looks at the list. */
  get #usesResolvingList(): boolean {
    return this.#parts.shared.resolvingList.isEnabled && this.#isBusy;
  }

  get #isBusy(): boolean {
    return (
      this.#parts.scanner.isScanning ||
      this.#parts.initiator.isInitiating ||
      this.#parts.advertising.isAnyEnabled
    );
  }
}
