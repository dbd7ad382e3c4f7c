// Link parameters: milliseconds for programs, the units of the air for controllers.
// Core Spec v5.4, Vol 4, Part E, 7.8.12; recommended values in Vol 3, Part C, Appendix A.

import { UsageError } from '../core/index.ts';
import type { LinkParameterRequest, LinkParameters } from '../radio/index.ts';

/** A request in the units of the air: intervals of 1.25 ms, a timeout of 10 ms. */
export interface RawLinkParameters {
  readonly intervalMin: number;
  readonly intervalMax: number;
  readonly latency: number;
  readonly timeout: number;
}

/** The parameters of a link as HCI events tell them. */
export interface RawTiming {
  readonly connectionInterval: number;
  readonly peripheralLatency: number;
  readonly supervisionTimeout: number;
}

const INTERVAL_UNIT_MS = 1.25;
const TIMEOUT_UNIT_MS = 10;

/** What a connection is asked for where nothing else is said. */
export const DEFAULT_LINK: LinkParameterRequest = {
  intervalMs: [30, 50],
  latency: 0,
  supervisionTimeoutMs: 4000,
};

/** Least and most of each, in the units of the air. */
const INTERVAL = [6, 3200] as const;
const LATENCY = [0, 499] as const;
const TIMEOUT = [10, 3200] as const;

/** Silence that a link outlives where nothing is said: that of ten connection events, a second at least. */
const EVENTS_PER_TIMEOUT = 10;
const SHORTEST_DEFAULT_TIMEOUT_MS = 1000;

/**
 * A request in the units of the air.
 *
 * @throws {UsageError} values out of their ranges, or a timeout that two events do not fit in.
 */
export function rawLinkParameters(request: LinkParameterRequest): RawLinkParameters {
  const { intervalMs, latency = 0 } = request;
  const [least, most] = typeof intervalMs === 'number' ? [intervalMs, intervalMs] : intervalMs;
  const silenceMs = most * (1 + latency);
  const defaultMs = Math.max(SHORTEST_DEFAULT_TIMEOUT_MS, silenceMs * EVENTS_PER_TIMEOUT);
  const timeoutMs =
    request.supervisionTimeoutMs ?? Math.min(defaultMs, TIMEOUT[1] * TIMEOUT_UNIT_MS);
  const raw = {
    intervalMin: Math.ceil(least / INTERVAL_UNIT_MS),
    intervalMax: Math.floor(most / INTERVAL_UNIT_MS),
    latency,
    timeout: Math.round(timeoutMs / TIMEOUT_UNIT_MS),
  };
  check(raw.intervalMin, INTERVAL, 'an interval', `${least} ms`, '7.5 to 4000 ms');
  check(raw.intervalMax, INTERVAL, 'an interval', `${most} ms`, '7.5 to 4000 ms');
  check(latency, LATENCY, 'a latency', `${latency}`, '0 to 499 events');
  check(raw.timeout, TIMEOUT, 'a supervision timeout', `${timeoutMs} ms`, '100 to 32,000 ms');
  if (raw.intervalMin > raw.intervalMax) {
    throw new UsageError(`no interval in steps of 1.25 ms lies between ${least} and ${most} ms`);
  }
  if (timeoutMs <= 2 * silenceMs) {
    throw new UsageError(
      `a supervision timeout of ${timeoutMs} ms: with this interval and latency it must exceed ${2 * silenceMs} ms`,
    );
  }
  return raw;
}

/** What HCI tells of a link, in milliseconds. */
export function linkParametersOf(timing: RawTiming): LinkParameters {
  return {
    intervalMs: timing.connectionInterval * INTERVAL_UNIT_MS,
    latency: timing.peripheralLatency,
    supervisionTimeoutMs: timing.supervisionTimeout * TIMEOUT_UNIT_MS,
  };
}

/** Whether parameters are what a request asks for. */
export function isWithin(
  { intervalMs, latency, supervisionTimeoutMs }: LinkParameters,
  raw: RawLinkParameters,
): boolean {
  const interval = intervalMs / INTERVAL_UNIT_MS;
  return (
    interval >= raw.intervalMin &&
    interval <= raw.intervalMax &&
    latency === raw.latency &&
    supervisionTimeoutMs === raw.timeout * TIMEOUT_UNIT_MS
  );
}

/** The same as the fields that the commands for connections share. */
export function linkWishes({ intervalMin, intervalMax, latency, timeout }: RawLinkParameters) {
  return {
    connectionIntervalMin: intervalMin,
    connectionIntervalMax: intervalMax,
    maxLatency: latency,
    supervisionTimeout: timeout,
    // How long an event lasts is the controller's to decide.
    minCeLength: 0,
    maxCeLength: 0,
  };
}

function check(
  value: number,
  [first, last]: readonly [number, number],
  what: string,
  given: string,
  range: string,
): void {
  if (Number.isInteger(value) && value >= first && value <= last) return;
  throw new UsageError(`${what} of ${given}: allowed are ${range}`);
}
