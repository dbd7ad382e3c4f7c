import { describe, expect, it } from 'vitest';
import { MODELS } from '../models/index.ts';
import { isKeyMissing, productsOf, productTitle } from './product.ts';
import { PRODUCTS } from './products.ts';

describe('PRODUCTS', () => {
  it('holds every model with an id, by each of its ids (npm run gen)', () => {
    const wanted = MODELS.flatMap(({ id, title, miBeacon = [], tasmota }) =>
      [...new Set([...miBeacon, ...(tasmota ? [tasmota.pid] : [])])].map(
        (pid) => `${pid} ${id} ${title} ${tasmota?.name}`,
      ),
    );
    const held = PRODUCTS.map(({ pid, id, title, tasmota }) => `${pid} ${id} ${title} ${tasmota}`);
    expect(held.toSorted()).toEqual(wanted.toSorted());
  });

  it.each(
    '055b 0387 01aa 0b48 066f 045b 0a1c 0576 06d3 0153 03dd 098b 0863 07f6 0098 03b6 b770 944a 07bf 0347'.split(
      ' ',
    ),
  )('knows %s, which Tasmota or its importer knows', (pid) => {
    expect(productsOf(Number.parseInt(pid, 16))).not.toEqual([]);
  });
});

describe('productTitle', () => {
  it('names products, phones and what nobody knows', () => {
    expect(productTitle(0x0098)).toBe('Flower Care plant sensor (MiFlora)');
    expect(productTitle(0)).toBe('Phone or other tracked device');
    expect(productTitle(0xf0f0)).toBe('Unknown product f0f0');
  });
});

describe('isKeyMissing', () => {
  it('asks for a key where nothing can be read without', () => {
    expect([0x098b, 0x0098, 0xb770, 0xf0f0].map(isKeyMissing)).toEqual([true, false, false, false]);
  });
});
