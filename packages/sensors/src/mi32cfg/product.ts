// Products by the id that stands in `mi32cfg`.

import { PRODUCTS } from './products.ts';

/** A product, as far as a list of sensors asks: nothing of how its adverts are read. */
export interface Product {
  /** The id in its frames, or the one that Tasmota made up. */
  readonly pid: number;
  /** The maker's model code. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly maker: string;
  /** Bytes of its key; 0 where it has none. */
  readonly keyBytes: 0 | 12 | 16;
  /** It works with a key or without. */
  readonly isKeyOptional?: true;
  /** What Tasmota calls it. */
  readonly tasmota?: string;
}

const BY_PID = grouped();

/** All products with this id: makers gave some to more than one. */
export function productsOf(pid: number): readonly Product[] {
  return BY_PID.get(pid) ?? [];
}

/** The id as `mi32cfg` has it. */
export function pidText(pid: number): string {
  return pid.toString(16).padStart(4, '0');
}

/** What an entry with this id is, in words. */
export function productTitle(pid: number): string {
  if (pid === 0) return 'Phone or other tracked device';
  const titles = new Set(productsOf(pid).map(({ title }) => title));
  if (titles.size > 0) return [...titles].join(' / ');
  return pid === 0xff_ff ? 'Product that tells no id' : `Unknown product ${pidText(pid)}`;
}

/** Whether a sensor of this product tells nothing to who has no key. */
export function isKeyMissing(pid: number): boolean {
  const all = productsOf(pid);
  return (
    all.length > 0 && all.every(({ keyBytes, isKeyOptional }) => keyBytes > 0 && !isKeyOptional)
  );
}

function grouped(): ReadonlyMap<number, readonly Product[]> {
  const groups = new Map<number, Product[]>();
  for (const product of PRODUCTS) {
    const group = groups.get(product.pid);
    if (group) group.push(product);
    else groups.set(product.pid, [product]);
  }
  return groups;
}
