// Between an advertising set and the events that it sends.

import { airtimeUs, type Coding } from '../../ll/index.ts';
import type { AirPdu } from '../air/index.ts';
import type { ConnectRequest } from './connect-request.ts';
import type { DeviceAddress } from './device-address.ts';
import type { AdvertisingParameters } from './parameters.ts';
import type { Shared } from './shared.ts';

/** What an advertising event needs of its set. */
export interface AdvertisingHost {
  readonly urgency: number;
  /** Whether links wait for it, and not the other way round. */
  readonly isUrgent: boolean;
  readonly shared: Shared;
  readonly parameters: AdvertisingParameters;
  /** The address that its PDUs show. */
  readonly ownAddress: DeviceAddress;
  readonly powerDbm: number;
  readonly primaryCoding: Coding;
  readonly secondaryCoding: Coding;
  /** The event is over, whether it was sent to its end or not. */
  onEventOver(atUs: number): void;
  onScanRequest(scanner: DeviceAddress): void;
  /** Somebody connected: the set is at its end. */
  onConnected(request: ConnectRequest): void;
}

/** A way to advertise: sends one event after the other. */
export interface AdvertisingRunner {
  /** Begins an event; false when the radio is not to be had. */
  begin(): boolean;
  /** Stops in the middle. */
  stop(): void;
  /** How long the first packet takes, in microseconds. */
  readonly firstPacketUs: number;
}

/** Whether a packet that begins then is out before a link takes the radio: none is cut in the middle. */
export function canEnd(host: AdvertisingHost, atUs: number, coding: Coding, pdu: AirPdu): boolean {
  return host.isUrgent || host.shared.nextLinkUs() >= atUs + airtimeUs(coding, pdu.bytes.length);
}

/** Bits of the filter policy. Vol 4, Part E, 7.8.5 */
const SCAN_REQUESTS_FILTERED = 1;
const CONNECTIONS_FILTERED = 2;

/** Whether a device may ask for the scan response. 4.3.2 */
export function maySeeMore(host: AdvertisingHost, scanner: DeviceAddress): boolean {
  const { advertisingFilterPolicy } = host.parameters;
  return passes(host, scanner, advertisingFilterPolicy % 2 === SCAN_REQUESTS_FILTERED);
}

/** Whether a device may connect. 4.3.2; a directed advert is for one peer alone. */
export function mayConnect(
  host: AdvertisingHost,
  initiator: DeviceAddress,
  target: DeviceAddress | undefined,
): boolean {
  const { resolvingList } = host.shared;
  if (target !== undefined) {
    const identity = resolvingList.resolve(initiator)?.identity ?? initiator;
    return identity === target && !resolvingList.isExposed(initiator);
  }
  return passes(host, initiator, host.parameters.advertisingFilterPolicy >= CONNECTIONS_FILTERED);
}

function passes({ shared }: AdvertisingHost, onAir: DeviceAddress, isFiltered: boolean): boolean {
  if (shared.resolvingList.isExposed(onAir)) return false;
  if (!isFiltered) return true;
  return shared.acceptList.has(shared.resolvingList.resolve(onAir)?.identity ?? onAir);
}
