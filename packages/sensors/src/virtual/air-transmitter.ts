// Sends the adverts of one device: a host that can do no more than that, on a virtual controller.

import type { Clock } from '@bluebell/ble/core';
import {
  type Controller,
  ControllerLostError,
  DataOperation,
  type HciEvent,
  type HciTransport,
  leSetAdvertisingSetRandomAddress,
  leSetExtendedAdvertisingData,
  leSetExtendedAdvertisingEnable,
  leSetExtendedAdvertisingParameters,
  startController,
} from '@bluebell/ble/hci';
import type { Broadcast, Transmitter } from './sender.ts';

/** The one set that is used. */
const SET = 0;

/** Ordinary adverts of Bluetooth 4: nobody can connect. Core Spec v5.4, Vol 4, Part E, 7.8.53, table 7.2. */
const NON_CONNECTABLE = {
  connectable: false,
  scannable: false,
  directed: false,
  highDutyCycle: false,
  legacy: true,
  anonymous: false,
  includeTxPower: false,
} as const;

const INTERVAL_UNIT_MS = 0.625;

const ALL_CHANNELS = 7;
const LE_1M = 1;
const NO_PREFERENCE_DBM = 127;

/**
 * Advertises what it is given, one thing after the other, each in as many advertising events as it is told.
 * What it sends is not connectable, although much of what it plays is in truth: nobody there would answer.
 */
export class AirTransmitter implements Transmitter {
  readonly #hci: Controller;
  readonly #clock: Clock;
  readonly #queue: Broadcast[] = [];
  #isBusy = false;
  #onSetEnded: (() => void) | undefined;

  private constructor(hci: Controller, clock: Clock) {
    this.#hci = hci;
    this.#clock = clock;
    hci.onEvent = (event) => this.#hear(event);
  }

  /** @throws {BleError} the controller does not start. */
  static async start(transport: HciTransport, clock: Clock): Promise<AirTransmitter> {
    return new AirTransmitter(await startController(transport, { clock }), clock);
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  transmit(broadcast: Broadcast): void {
    this.#queue.push(broadcast);
    if (!this.#isBusy) void this.#work();
  }

  /** Ends in the middle of whatever it sends. Twice does no harm. */
  async close(): Promise<void> {
    this.#queue.length = 0;
    if (this.#hci.lost) return;
    // A controller goes on with what it was told, whether or not its host is there.
    await this.#hci.send(leSetExtendedAdvertisingEnable, { enable: false, sets: [] });
    await this.#hci.close();
    this.#onSetEnded?.();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        await this.#send(next);
        await this.#pause(next.intervalMs);
      }
    } catch (error) {
      // The device is off the air, or its controller: there is nothing left to be sent with.
      if (!(error instanceof ControllerLostError)) throw error;
    } finally {
      this.#isBusy = false;
    }
  }

  async #send({ address, addressType, data, events, intervalMs }: Broadcast): Promise<void> {
    const isRandom = addressType === 'random';
    const interval = Math.round(intervalMs / INTERVAL_UNIT_MS);
    await this.#hci.send(leSetExtendedAdvertisingParameters, {
      advertisingHandle: SET,
      advertisingEventProperties: NON_CONNECTABLE,
      primaryAdvertisingIntervalMin: interval,
      primaryAdvertisingIntervalMax: interval,
      primaryAdvertisingChannelMap: ALL_CHANNELS,
      ownAddressType: isRandom ? 1 : 0,
      peerAddressType: 0,
      peerAddress: 0,
      advertisingFilterPolicy: 0,
      advertisingTxPower: NO_PREFERENCE_DBM,
      primaryAdvertisingPhy: LE_1M,
      secondaryAdvertisingMaxSkip: 0,
      secondaryAdvertisingPhy: LE_1M,
      advertisingSid: 0,
      scanRequestNotificationEnable: false,
    });
    if (isRandom) {
      await this.#hci.send(leSetAdvertisingSetRandomAddress, {
        advertisingHandle: SET,
        randomAddress: address,
      });
    }
    await this.#hci.send(leSetExtendedAdvertisingData, {
      advertisingHandle: SET,
      operation: DataOperation.complete,
      fragmentPreference: 1,
      advertisingData: data,
    });
    const ended = new Promise<void>((resolve) => {
      this.#onSetEnded = resolve;
    });
    await this.#hci.send(leSetExtendedAdvertisingEnable, {
      enable: true,
      sets: [{ advertisingHandle: SET, duration: 0, maxExtendedAdvertisingEvents: events }],
    });
    await ended;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(ms, resolve);
    });
  }

  #hear(event: HciEvent): void {
    if (event.kind !== 'leMeta' || event.subevent.kind !== 'leAdvertisingSetTerminated') return;
    this.#onSetEnded?.();
  }
}
