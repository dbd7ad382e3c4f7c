// What a peripheral may ask for. Core Spec v5.4, Vol 3, Part A, 4.20; Vol 6, Part B, 4.5.1 and 4.5.2.

/** Connection parameters in the units of the air: intervals of 1.25 ms, a timeout of 10 ms. */
export interface ConnectionParameters {
  readonly intervalMin: number;
  readonly intervalMax: number;
  /** Connection events that the peripheral may leave out. */
  readonly latency: number;
  readonly timeout: number;
}

interface Range {
  readonly first: number;
  readonly last: number;
}

const INTERVAL: Range = { first: 6, last: 3200 };
const LATENCY: Range = { first: 0, last: 499 };
const TIMEOUT: Range = { first: 10, last: 3200 };

/** Eight intervals are one unit of the timeout. */
const INTERVALS_PER_TIMEOUT = 8;

/** Whether the values are in their ranges, and two events without latency fit in the timeout. */
export function isPossible(parameters: ConnectionParameters): boolean {
  const { intervalMin, intervalMax, latency, timeout } = parameters;
  return (
    isWithin(intervalMin, INTERVAL) &&
    isWithin(intervalMax, INTERVAL) &&
    intervalMin <= intervalMax &&
    isWithin(latency, LATENCY) &&
    isWithin(timeout, TIMEOUT) &&
    timeout * INTERVALS_PER_TIMEOUT > (1 + latency) * intervalMax * 2
  );
}

function isWithin(value: number, { first, last }: Range): boolean {
  return Number.isInteger(value) && value >= first && value <= last;
}
