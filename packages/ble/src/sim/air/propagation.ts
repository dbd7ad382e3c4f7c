// How strong a packet arrives: a log-distance model with shadows that stay and noise that does not.

import { Phy } from '../../ll/index.ts';

/** Where a station stands, in metres. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly z?: number;
}

/** What the air does to packets. */
export interface Propagation {
  /** What is lost over the first metre, dB. */
  readonly lossAtOneMetreDb: number;
  /** How much faster than in free space (2) power falls with distance. */
  readonly exponent: number;
  /** The deviation of what stands between two stations, dB: the same for all their packets. */
  readonly shadowingDb: number;
  /** The deviation from packet to packet, dB. */
  readonly fadingDb: number;
  /** A packet comes through when it is so much stronger than what disturbs it, dB. */
  readonly captureDb: number;
  /** The share of packets that break for no other reason, 0 to 1. */
  readonly loss: number;
}

/** A home with few walls. */
export const DEFAULT_PROPAGATION: Propagation = {
  lossAtOneMetreDb: 40,
  exponent: 2.4,
  shadowingDb: 3,
  fadingDb: 1.5,
  captureDb: 8,
  loss: 0,
};

/** The weakest signal that a receiver makes out, dBm: that of an ordinary chip. */
export const SENSITIVITY_DBM: Readonly<Record<Phy, number>> = {
  [Phy.le1M]: -96,
  [Phy.le2M]: -93,
  [Phy.leCoded]: -103,
};

/** What is lost on the way between two places, dB. Nearer than 10 cm counts as that. */
export function pathLossDb(model: Propagation, a: Place, b: Place): number {
  const metres = Math.max(0.1, Math.hypot(a.x - b.x, a.y - b.y, (a.z ?? 0) - (b.z ?? 0)));
  return model.lossAtOneMetreDb + 10 * model.exponent * Math.log10(metres);
}
