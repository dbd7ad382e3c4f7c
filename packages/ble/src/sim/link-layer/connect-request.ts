// What a CONNECT_IND or AUX_CONNECT_REQ settles. Core Spec v5.4, Vol 6, Part B, 2.3.3.1 and 4.5.3.

import type { PduValue } from '../../codec/index.ts';
import { ChannelMap, type connectInd, Phy } from '../../ll/index.ts';
import { areParameters } from './connection-ranges.ts';
import type { DeviceAddress } from './device-address.ts';

/** How a link begins: the same for both ends. */
export interface ConnectRequest {
  readonly llData: PduValue<typeof connectInd>['llData'];
  /** Whether channel selection algorithm #2 is used. */
  readonly hasAlgorithm2: boolean;
  readonly phy: Phy;
  /** When the request was over: from here on the transmit window is counted. */
  readonly endUs: number;
  readonly transmitWindowDelayUs: number;
  /** The peer as it was on the air. */
  readonly peer: DeviceAddress;
  /** We, as we were on the air. */
  readonly own: DeviceAddress;
}

/** Hop increments of algorithm #1: 5 to 16. 2.3.3.1 */
export const HOPS = { least: 5, most: 16 } as const;

/** A link needs so many channels. 4.5.8.1 */
export const LEAST_CHANNELS = 2;

/** 2.3.3.1: whether a link can begin like that; who asks for another one is not answered. */
export function isSound({ llData }: ConnectRequest): boolean {
  const { hop } = llData.hopAndSca;
  return (
    areParameters(llData) &&
    llData.winSize >= 1 &&
    llData.winSize < llData.interval &&
    llData.winOffset <= llData.interval &&
    hop >= HOPS.least &&
    hop <= HOPS.most &&
    new ChannelMap(llData.chM).used.length >= LEAST_CHANNELS
  );
}

/** 4.5.3: what passes before the transmit window, in microseconds. */
export const TRANSMIT_WINDOW_DELAY_US = {
  legacy: 1250,
  [Phy.le1M]: 2500,
  [Phy.le2M]: 2500,
  [Phy.leCoded]: 3750,
} as const;
