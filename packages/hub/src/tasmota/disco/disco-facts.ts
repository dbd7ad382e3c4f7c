// What disco.be knows of products, and what became of it: makers, buttons and their presses.

/** A press as disco.be names it, and the number that stands for it in SENSOR. */
export const PRESSES = { short: '1', double: '2', long: '3' } as const;

/** The name of a press. */
export type Press = keyof typeof PRESSES;

/** The buttons of a product: their numbers are those of SENSOR, from 0. */
export interface Buttons {
  readonly count: number;
  readonly presses: readonly Press[];
}

/** What cannot be learnt from what a sensor says, by product id. */
export interface DiscoProduct {
  readonly maker: string;
  readonly buttons?: Buttons;
}

const XIAOMI: DiscoProduct = { maker: 'Xiaomi' };

/** Products with a row in disco.be, and those that it forgot. */
const PRODUCTS: ReadonlyMap<number, DiscoProduct> = new Map([
  [0x0576, { maker: 'Qingping' }],
  [0x0347, { maker: 'Qingping' }],
  [0x03dd, { maker: 'Philips' }],
  [0x0153, { maker: 'Yeelight', buttons: { count: 6, presses: ['short', 'long'] } }],
  [0x0863, { maker: 'Xiaomi', buttons: { count: 1, presses: ['short', 'long'] } }],
  [0x03b6, { maker: 'Yeelight', buttons: { count: 1, presses: ['short', 'double'] } }],
  [0x07bf, { maker: 'Yeelight', buttons: { count: 1, presses: ['short', 'double', 'long'] } }],
  [0xb770, { maker: 'BTHome' }],
]);

/** What is known of a product; of one without a row, the maker of most. */
export function discoProduct(pid: number): DiscoProduct {
  return PRODUCTS.get(pid) ?? XIAOMI;
}
