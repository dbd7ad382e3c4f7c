// New parameters for a link that runs. Core Spec v5.4, Vol 6, Part B, 5.1.1, 5.1.2 and 5.1.7.

import { HciStatus, LeFeature } from '../../hci/index.ts';
import {
  ChannelMap,
  type ControlPdu,
  channelMapInd,
  connectionParamReq,
  connectionUpdateInd,
} from '../../ll/index.ts';
import { LEAST_CHANNELS } from './connect-request.ts';
import { areParameters, areWishes } from './connection-ranges.ts';
import type { ParameterRequest } from './events.ts';
import type { Link } from './link.ts';
import type { Procedure } from './link-control.ts';
import type { ConnectionWishes } from './parameters.ts';

type UpdateInd = Extract<ControlPdu, { kind: 'connectionUpdateInd' }>;
type ParamReq = Extract<ControlPdu, { kind: 'connectionParamReq' }>;

/** How many events a change is announced ahead, beside those that the peripheral may sleep. 5.5 */
const EVENTS_AHEAD = 9;

/** No anchor is better than another. 2.4.2.16 */
const NO_OFFSET = 0xffff;
const NO_OFFSETS = {
  0: NO_OFFSET,
  1: NO_OFFSET,
  2: NO_OFFSET,
  3: NO_OFFSET,
  4: NO_OFFSET,
  5: NO_OFFSET,
} as const;

/** The instant of a change that all peers hear of in time. */
export function instantFor({ timing }: Link): number {
  return timing.instantAfter(timing.parameters.latency + EVENTS_AHEAD);
}

/** The central changes how the link runs. */
export class ConnectionUpdate implements Procedure {
  readonly opcode = connectionUpdateInd.opcode;
  readonly hasInstant = true;
  readonly #link: Link;
  readonly #wishes: ConnectionWishes;

  constructor(link: Link, wishes: ConnectionWishes) {
    this.#link = link;
    this.#wishes = wishes;
  }

  begin(): void {
    const { control, around } = this.#link;
    const { connectionIntervalMin: interval, maxLatency: latency } = this.#wishes;
    const pdu: UpdateInd = {
      kind: 'connectionUpdateInd',
      winSize: 1,
      winOffset: around.freeOffset(this.#link, interval),
      interval,
      latency,
      timeout: this.#wishes.supervisionTimeout,
      instant: instantFor(this.#link),
    };
    control.send(pdu);
    control.stopWaiting();
    changeLater(this.#link, pdu, () => control.finish(this));
  }

  onPdu(): boolean {
    return false;
  }

  onRefused(reason: number): void {
    tellTiming(this.#link, reason);
  }
}

/** The peripheral asks the central for other parameters. */
export class ParameterAsking implements Procedure {
  readonly opcode = connectionParamReq.opcode;
  readonly #link: Link;
  readonly #wishes: ConnectionWishes;

  constructor(link: Link, wishes: ConnectionWishes) {
    this.#link = link;
    this.#wishes = wishes;
  }

  begin(): void {
    const { control, remote } = this.#link;
    if (!remote.can(LeFeature.connectionParametersRequest)) {
      this.onRefused(HciStatus.unsupportedRemoteFeature);
      control.finish(this);
      return;
    }
    control.send({ kind: 'connectionParamReq', ...parametersOf(this.#wishes) });
  }

  onPdu(pdu: ControlPdu): boolean {
    if (pdu.kind !== 'connectionUpdateInd') return false;
    const { control } = this.#link;
    control.stopWaiting();
    takeUpdate(this.#link, pdu, () => control.finish(this));
    return true;
  }

  onRefused(reason: number): void {
    tellTiming(this.#link, reason);
  }
}

/** The central leaves out channels, or takes them back. 5.1.2 */
export class ChannelMapUpdate implements Procedure {
  readonly opcode = channelMapInd.opcode;
  readonly hasInstant = true;
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  begin(): void {
    const { control, around } = this.#link;
    const { channelMap } = around;
    const instant = instantFor(this.#link);
    control.send({ kind: 'channelMapInd', chM: channelMap.chM, instant });
    control.stopWaiting();
    this.#link.changeAt(instant, () => {
      this.#link.timing.channelMap = channelMap;
      control.finish(this);
    });
  }

  onPdu(): boolean {
    return false;
  }

  onRefused(): void {}
}

/** The central changes how the link runs: we follow at the instant. */
export function takeUpdate(link: Link, pdu: UpdateInd, onDone: () => void): void {
  if (link.isCentral) return;
  if (!areParameters(pdu) || pdu.winSize === 0)
    link.end(HciStatus.unacceptableConnectionParameters);
  else if (link.timing.eventsUntil(pdu.instant) <= 0) link.end(HciStatus.instantPassed);
  else changeLater(link, pdu, onDone);
}

/** 5.1.2 */
export function takeChannelMap(
  link: Link,
  { chM, instant }: Extract<ControlPdu, { kind: 'channelMapInd' }>,
): void {
  const map = new ChannelMap(chM);
  if (link.isCentral || map.used.length < LEAST_CHANNELS) return;
  if (link.timing.eventsUntil(instant) <= 0) {
    link.end(HciStatus.instantPassed);
    return;
  }
  link.changeAt(instant, () => {
    link.timing.channelMap = map;
  });
}

/** 5.1.7: the host decides, unless it does not want to be asked. */
export function considerRequest(link: Link, pdu: ParamReq): void {
  const { control, around, connectionHandle } = link;
  const { intervalMin, intervalMax, latency, timeout } = pdu;
  const isSound = areParameters({ interval: intervalMax, latency, timeout });
  if (!isSound || intervalMin > intervalMax) {
    control.refuse(connectionParamReq.opcode, HciStatus.unacceptableConnectionParameters);
    return;
  }
  if (link.isCentral && control.current?.hasInstant) {
    const isSame = control.current instanceof ConnectionUpdate;
    control.refuse(
      connectionParamReq.opcode,
      isSame ? HciStatus.llProcedureCollision : HciStatus.differentTransactionCollision,
    );
    return;
  }
  link.asks = { intervalMin, intervalMax, maxLatency: latency, timeout };
  if (around.shared.events.onParameterRequest(connectionHandle, link.asks)) return;
  link.asks = undefined;
  control.refuse(connectionParamReq.opcode, HciStatus.unsupportedRemoteFeature);
}

/** The host's answer to `onParameterRequest`. */
export function answerRequest(
  link: Link,
  answer: ConnectionWishes | { readonly reason: number },
): number {
  if (!link.asks) return HciStatus.commandDisallowed;
  if ('reason' in answer) {
    link.asks = undefined;
    link.control.refuse(connectionParamReq.opcode, answer.reason);
    return HciStatus.success;
  }
  if (!areWishes(answer)) return HciStatus.invalidParameters;
  link.asks = undefined;
  if (link.isCentral) link.control.start(new ConnectionUpdate(link, answer));
  else link.control.send({ kind: 'connectionParamRsp', ...parametersOf(answer) });
  return HciStatus.success;
}

function parametersOf(wishes: ConnectionWishes): Omit<ParamReq, 'kind'> {
  const request: ParameterRequest = {
    intervalMin: wishes.connectionIntervalMin,
    intervalMax: wishes.connectionIntervalMax,
    maxLatency: wishes.maxLatency,
    timeout: wishes.supervisionTimeout,
  };
  const { maxLatency, ...rest } = request;
  return {
    ...rest,
    latency: maxLatency,
    preferredPeriodicity: 0,
    referenceConnEventCount: 0,
    offsets: NO_OFFSETS,
  };
}

function changeLater(link: Link, pdu: UpdateInd, onDone: () => void): void {
  const { interval, latency, timeout, winOffset, winSize, instant } = pdu;
  link.changeAt(instant, () => {
    link.timing.change({ interval, latency, timeout }, winOffset, link.isCentral ? 0 : winSize);
    link.restartSupervision();
    tellTiming(link, HciStatus.success);
    onDone();
  });
}

function tellTiming({ connectionHandle, around, timing }: Link, status: number): void {
  around.shared.events.onConnectionUpdate(connectionHandle, status, timing.told);
}
