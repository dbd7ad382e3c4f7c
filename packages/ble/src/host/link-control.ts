// What changes a link, or asks after it: parameters, PHY, strength, end. Core Spec v5.4, Vol 4, Part E, 7.8.18, 7.8.49.

import {
  type BleError,
  type CallOptions,
  type Clock,
  type DisconnectedError,
  waitFor,
} from '../core/index.ts';
import {
  isWithin,
  linkParametersOf,
  linkWishes,
  type RawLinkParameters,
  type RawTiming,
  rawLinkParameters,
} from '../gap/index.ts';
import {
  type Controller,
  disconnect,
  HciError,
  HciStatus,
  LePhy,
  leConnectionUpdate,
  leSetDataLength,
  leSetPhy,
  readRssi,
} from '../hci/index.ts';
import { type L2cap, L2capError } from '../l2cap/index.ts';
import type { Connection, LinkParameterRequest, LinkParameters, Phy } from '../radio/index.ts';
import { AwaitedEvent } from './awaited-event.ts';

/** How long a controller may take to end a link. */
const DISCONNECT_MS = 2000;

/** The longest packet on the air takes so long on 1M. Vol 6, Part B, 4.5.10. */
const LONGEST_PACKET_US = 2120;

/** Without data length extension PDUs have so many bytes. */
const SHORT_PDU = 27;

/** A PHY as the one that is preferred: a bit each. 7.8.49 */
const PREFERRED: Readonly<Record<Phy, number>> = { '1M': 1, '2M': 2, Coded: 4 };

/** What controlling a link needs. */
export interface LinkControlOptions {
  readonly clock: Clock;
  readonly controller: Controller;
  readonly l2cap: L2cap;
  readonly connectionHandle: number;
  readonly role: Connection['role'];
  readonly timing: RawTiming;
}

/** Controls one link. */
export class LinkControl {
  readonly #options: LinkControlOptions;
  readonly #updates: AwaitedEvent<LinkParameters>;
  readonly #phys: AwaitedEvent<{ readonly tx: Phy; readonly rx: Phy }>;
  #parameters: LinkParameters;

  constructor(options: LinkControlOptions) {
    this.#options = options;
    this.#updates = new AwaitedEvent(options.clock);
    this.#phys = new AwaitedEvent(options.clock);
    this.#parameters = linkParametersOf(options.timing);
  }

  get parameters(): LinkParameters {
    return this.#parameters;
  }

  async update(request: LinkParameterRequest, options?: CallOptions): Promise<LinkParameters> {
    const raw = rawLinkParameters(request);
    const { role, l2cap } = this.#options;
    if (role === 'central') return this.#updates.after(() => this.#command(raw), options);
    // A peripheral hears of changes only: it would wait for ever for what holds already. Vol 4, Part E, 7.7.65.3
    if (isWithin(this.#parameters, raw)) return this.#parameters;
    return this.#updates.after(async () => {
      if (await l2cap.requestParameters(raw)) return;
      throw new L2capError('the central takes no other link parameters');
    }, options);
  }

  /** The peripheral asks: a host that minds says so here. Vol 3, Part A, 4.20. */
  onParameterRequest(raw: RawLinkParameters): boolean {
    // What came of it is told by an event; a controller that refuses leaves things as they are.
    this.#command(raw).catch(() => {});
    return true;
  }

  setPhy(phy: Phy, options?: CallOptions): Promise<{ readonly tx: Phy; readonly rx: Phy }> {
    const { controller, connectionHandle } = this.#options;
    const [txPhys, rxPhys] = [PREFERRED[phy], PREFERRED[phy]];
    const parameters = { connectionHandle, allPhys: 0, txPhys, rxPhys, phyOptions: 0 };
    return this.#phys.after(() => controller.send(leSetPhy, parameters), options);
  }

  async rssi(): Promise<number> {
    const { controller, connectionHandle } = this.#options;
    return (await controller.send(readRssi, { handle: connectionHandle })).rssi;
  }

  /** Asks for the longest PDUs that the controller has: a controller does not do so by itself. */
  lengthenData(): void {
    const { controller, connectionHandle } = this.#options;
    const txOctets = controller.capabilities.dataLengths?.supportedMaxTxOctets ?? SHORT_PDU;
    if (txOctets <= SHORT_PDU || !controller.supports(leSetDataLength)) return;
    const parameters = { connectionHandle, txOctets, txTime: LONGEST_PACKET_US };
    // It is no loss where the peer or the link is gone: PDUs stay short.
    controller.send(leSetDataLength, parameters).catch(() => {});
  }

  /** Ends the link. Gives whether an event told so within two seconds. */
  async end(ended: Promise<DisconnectedError>, reason: number): Promise<boolean> {
    const { clock, controller, connectionHandle } = this.#options;
    try {
      await controller.send(disconnect, { connectionHandle, reason });
      await waitFor(ended, clock, { timeoutMs: DISCONNECT_MS });
      return true;
    } catch {
      return false;
    }
  }

  /** Takes LE Connection Update Complete. */
  onUpdate(status: number, timing: RawTiming): void {
    if (status === HciStatus.success) this.#parameters = linkParametersOf(timing);
    if (status === HciStatus.success) this.#updates.settle(this.#parameters);
    else this.#updates.fail(new HciError(status, 'leConnectionUpdate'));
  }

  /** Takes LE PHY Update Complete. */
  onPhyUpdate(status: number, tx: number, rx: number): void {
    if (status === HciStatus.success) this.#phys.settle({ tx: phyOf(tx), rx: phyOf(rx) });
    else this.#phys.fail(new HciError(status, 'leSetPhy'));
  }

  /** The link is gone. */
  close(reason: BleError): void {
    this.#updates.close(reason);
    this.#phys.close(reason);
  }

  #command(raw: RawLinkParameters): Promise<unknown> {
    const { controller, connectionHandle } = this.#options;
    return controller.send(leConnectionUpdate, { connectionHandle, ...linkWishes(raw) });
  }
}

function phyOf(number: number): Phy {
  if (number === LePhy.le2M) return '2M';
  return number === LePhy.leCoded ? 'Coded' : '1M';
}
