import { describe, expect, it } from 'vitest';
import { simulatedHome } from './home.ts';

/** Products that people of other hubs know, and whether their adverts need a key. */
const FAMILIES: readonly (readonly [product: string, keyLength: number])[] = [
  ['HHCCJCY01', 0],
  ['LYWSDCGQ', 0],
  ['LYWSD02', 0],
  ['LYWSD03MMC', 16],
  ['CGG1', 0],
  ['CGD1', 16],
  ['MUE4094RT', 0],
  ['MJYD02YL', 16],
  ['YLYK01YL', 0],
  ['MHO-C401', 16],
  ['MHO-C303', 0],
  ['ATC', 0],
  ['MCCGQ02HL', 16],
  ['SJWS01LM', 16],
  ['PVVX', 0],
  ['YLKG07YL/YLKG08YL', 12],
  ['YLAI003', 16],
  ['BTHome', 0],
  ['BTHome', 16],
];

describe('simulatedHome', () => {
  const home = simulatedHome();
  const sensors = home.devices.filter(({ kind }) => kind === 'sensor');

  it.each(FAMILIES)('has a %s with a key of %i bytes', (product, keyLength) => {
    const keys = sensors.filter((device) => device.product === product).map(({ key }) => key);
    expect(keys.map((key) => key?.length ?? 0)).toContain(keyLength);
  });

  it('has a phone whose key is known, beacons, and strangers whose keys are not', () => {
    const kinds = home.devices.map(({ kind }) => kind);
    const others = ['phone', 'beacon', 'stranger', 'peripheral'];
    expect(kinds).toEqual(expect.arrayContaining(others));
    for (const { kind, irk } of home.devices) {
      expect(irk?.length).toBe(kind === 'phone' ? 16 : undefined);
    }
  });

  it('gives every device a name and an address of its own', () => {
    const names = new Set(home.devices.map(({ name }) => name));
    const addresses = new Set(home.devices.map(({ address }) => address));
    expect(names.size).toBe(home.devices.length);
    expect(addresses.size).toBe(home.devices.length);
  });

  it('has other keys with another seed', () => {
    const other = simulatedHome({ seed: 2 });
    expect(other.devices.map(({ key }) => key)).not.toEqual(home.devices.map(({ key }) => key));
    expect(simulatedHome().devices.map(({ key }) => key)).toEqual(
      home.devices.map(({ key }) => key),
    );
  });
});
