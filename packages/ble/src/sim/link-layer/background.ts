// What a controller listens for when its radio has nothing better to do: adverts.

import { ADVERTISING_ACCESS_ADDRESS, phyOf } from '../../ll/index.ts';
import type { Transmission } from '../air/index.ts';
import { type ExtendedAdvert, isLegacyAdvert, NO_TARGET } from './advert-report.ts';
import { AuxPursuit } from './aux-pursuit.ts';
import { deviceAddress } from './device-address.ts';
import type { Initiator } from './initiator.ts';
import type { BackgroundEar, Radio } from './radio.ts';
import { CLOSED } from './scan-windows.ts';
import type { Scanner } from './scanner.ts';

/** Hands what is heard to the initiator and to the scanner. */
export class Background implements BackgroundEar {
  readonly #radio: Radio;
  readonly #scanner: Scanner;
  readonly #initiator: Initiator;
  readonly #pursuit: AuxPursuit;

  constructor(radio: Radio, scanner: Scanner, initiator: Initiator) {
    this.#radio = radio;
    this.#scanner = scanner;
    this.#initiator = initiator;
    this.#pursuit = new AuxPursuit(radio, scanner, initiator);
  }

  /** Call it when scanning or initiating began or ended. */
  update(): void {
    const isOn = this.#scanner.isScanning || this.#initiator.isInitiating;
    this.#radio.background = isOn ? this : undefined;
    if (!isOn) this.#pursuit.stop();
  }

  hears({ channel, coding, accessAddress, startUs }: Transmission): boolean {
    if (accessAddress !== ADVERTISING_ACCESS_ADDRESS) return false;
    const phy = phyOf(coding);
    const initiating = this.#initiator.channelAt(phy, startUs);
    if (initiating !== CLOSED) return channel === initiating;
    return channel === this.#scanner.channelAt(phy, startUs);
  }

  onPacket(transmission: Transmission, rssiDbm: number, isIntact: boolean): void {
    const advert = isIntact ? transmission.pdu.advertising : undefined;
    if (advert === undefined) return;
    if (advert.kind === 'extendedAdvertising') {
      this.#onExtended(advert, transmission, rssiDbm);
    } else if (isLegacyAdvert(advert)) {
      // In this order: a connection is worth more than a scan response.
      this.#initiator.onLegacy(advert, transmission);
      this.#scanner.onLegacy(advert, transmission, rssiDbm);
    }
    // Requests and responses of others are no news.
  }

  #onExtended(advert: ExtendedAdvert, transmission: Transmission, rssi: number): void {
    const { header } = advert;
    if (header.auxPtr) {
      this.#pursuit.begin(advert, transmission);
      return;
    }
    if (header.advA === undefined) return;
    const sender = this.#scanner.senderOf(deviceAddress(advert.txAdd, header.advA));
    const target =
      header.targetA === undefined
        ? NO_TARGET
        : this.#scanner.targetOf(deviceAddress(advert.rxAdd, header.targetA));
    if (sender === undefined || target === undefined) return;
    const facts = {
      sender,
      target,
      isDirected: header.targetA !== undefined,
      advMode: header.advMode,
      isResponse: false,
      isTruncated: false,
      primaryPhy: phyOf(transmission.coding),
      secondaryPhy: 0,
      sid: header.adi?.sid,
      txPower: header.txPower,
      rssi,
      data: advert.advData,
    };
    this.#scanner.onExtended(facts, header.adi?.did);
  }
}
