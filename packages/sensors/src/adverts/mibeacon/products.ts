// Which product a MiBeacon frame names, and what objects mean on it.

import type { SensorModel } from '../../sensor-model.ts';
import type { MiBeaconObject } from './object.ts';
import type { ObjectTable } from './object-walk.ts';

/** A product as the frame decoder needs it. */
export interface MiBeaconProduct extends ObjectTable {
  /** The maker's model code; `undefined` for ids that nobody has named. */
  readonly product: string | undefined;
}

/** Products by their id. */
export class MiBeaconProducts {
  readonly #general: ReadonlyMap<number, MiBeaconObject>;
  readonly #products = new Map<number, MiBeaconProduct>();
  readonly #unknown: MiBeaconProduct;

  constructor(models: readonly SensorModel[], general: ReadonlyMap<number, MiBeaconObject>) {
    this.#general = general;
    this.#unknown = { product: undefined, hasButtons: true, get: (id) => general.get(id) };
    for (const model of models) {
      for (const pid of model.miBeacon ?? []) this.#products.set(pid, this.#productOf(model));
    }
  }

  /** The product of an id. One that nobody has named is learnt by what it sends. */
  get(pid: number): MiBeaconProduct {
    return this.#products.get(pid) ?? this.#unknown;
  }

  /** What stands in the product's own file goes before the general table. */
  #productOf(model: SensorModel): MiBeaconProduct {
    const own = (model.objects ?? []).map((row): [number, MiBeaconObject] => [row.id, row]);
    const table = own.length === 0 ? this.#general : new Map([...this.#general, ...own]);
    return {
      product: model.id,
      hasButtons: (model.events ?? []).some((source) => source.startsWith('button')),
      get: (id) => table.get(id),
    };
  }
}
