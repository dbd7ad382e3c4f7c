import { describe, expect, it } from 'vitest';
import hhccjcy01 from '../../models/hhccjcy01.ts';
import lywsd02mmc from '../../models/lywsd02mmc.ts';
import lywsd03mmc from '../../models/lywsd03mmc.ts';
import mue4094rt from '../../models/mue4094rt.ts';
import ylkg from '../../models/ylkg07yl-ylkg08yl.ts';
import type { SensorModel } from '../../sensor-model.ts';
import { habitOf } from './habit.ts';

describe('habitOf', () => {
  it('learns version, capability and the wish for the time from MiFlora', () => {
    expect(habitOf(hhccjcy01, 0)).toMatchObject({
      version: 2,
      hasMac: true,
      capability: 0x0d,
      needsTime: true,
      objectIds: expect.arrayContaining([0x1004, 0x1007, 0x1008, 0x1009]),
    });
  });

  it('learns that a night light leaves out its address', () => {
    expect(habitOf(mue4094rt, 0)).toMatchObject({ version: 3, hasMac: false });
  });

  it('reads the objects of encrypted examples with their key', () => {
    const { version, objectIds } = habitOf(lywsd03mmc, 16);
    expect(version).toBe(5);
    expect(objectIds).toEqual(expect.arrayContaining([0x1004, 0x1006, 0x100a]));
  });

  it('knows a product by one frame with an address among others without', () => {
    expect(habitOf(lywsd02mmc, 16).hasMac).toBe(true);
  });

  it('speaks the legacy form with keys of 12 bytes', () => {
    expect(habitOf(ylkg, 12).version).toBe(3);
  });

  it('takes what is common where the model gives no example', () => {
    const model: SensorModel = { ...lywsd03mmc, examples: [] };
    expect(habitOf(model, 16)).toMatchObject({ version: 5, hasMac: true, objectIds: [] });
  });
});
