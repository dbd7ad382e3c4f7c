// Physical channels of LE, and the indices that PDUs name them by. Core Spec v5.4, Vol 6, Part B, 1.4.1.

/** RF channels 0 to 39, 2 MHz apart from 2,402 MHz up, of the three primary advertising channels. */
const PRIMARY: Readonly<Record<number, number>> = { 0: 37, 12: 38, 39: 39 };

/** The lowest index of the primary advertising channels. */
const FIRST_PRIMARY_INDEX = 37;

/** The channel index of an RF channel: data and secondary advertising are 0 to 36. */
export function channelIndexOf(rfChannel: number): number {
  return PRIMARY[rfChannel] ?? (rfChannel < 12 ? rfChannel - 1 : rfChannel - 2);
}

/** Whether a channel index is one of the three on which advertising begins. */
export function isPrimary(channelIndex: number): boolean {
  return channelIndex >= FIRST_PRIMARY_INDEX;
}
