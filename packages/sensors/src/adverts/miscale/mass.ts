// Units that scales show, and kilograms.

/** What a scale is set to. A jin is half a kilogram. */
export type MassUnit = 'kg' | 'lb' | 'jin';

/** Kilograms per step on the wire: 5 g, hundredths of a jin or of a pound. */
const KG_PER_STEP: Readonly<Record<MassUnit, number>> = {
  kg: 1 / 200,
  jin: 0.5 / 100,
  lb: 0.453_592_37 / 100,
};

/** A tenth of a gram: finer than any step, and the end of what a double makes up. */
const DECIMALS = 10_000;

/** Kilograms of a number on the wire. */
export function massOf(steps: number, unit: MassUnit): number {
  return Math.round(steps * KG_PER_STEP[unit] * DECIMALS) / DECIMALS;
}

/** The number on the wire for kilograms. */
export function stepsOf(massKg: number, unit: MassUnit): number {
  return Math.round(massKg / KG_PER_STEP[unit]);
}
