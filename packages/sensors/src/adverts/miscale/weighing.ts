// What both generations of Mi scales say.

import type { Values } from '../../quantities.ts';
import { type MassUnit, massOf } from './mass.ts';

/** One weighing as it stands on the wire. */
export interface Weighing {
  readonly steps: number;
  readonly unit: MassUnit;
  /** The scale has settled. */
  readonly isStable: boolean;
  /** Whoever stood on it has left: what it shows is the last result. */
  readonly isRemoved: boolean;
  /** Ohms; absent where the scale has not measured any. */
  readonly impedance?: number | undefined;
}

/** A mass counts only while somebody stands still on the scale. */
export function weighingValues({ steps, unit, isStable, isRemoved, impedance }: Weighing): Values {
  const massUnstabilized = massOf(steps, unit);
  const values: Writable<Values> = {
    massUnstabilized,
    massUnit: unit,
    stabilized: isStable,
    removed: isRemoved,
  };
  if (isStable && !isRemoved) {
    values.mass = massUnstabilized;
    if (impedance !== undefined) values.impedance = impedance;
  }
  return values;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What a scale shows, for sending. */
export interface ScaleReport {
  readonly massKg: number;
  readonly unit: MassUnit;
  readonly isStable: boolean;
  readonly isRemoved: boolean;
}

/** The unit that two bits stand for; pounds go before jin. */
export function unitOf({ isPounds, isJin }: { isPounds: boolean; isJin: boolean }): MassUnit {
  if (isPounds) return 'lb';
  return isJin ? 'jin' : 'kg';
}
