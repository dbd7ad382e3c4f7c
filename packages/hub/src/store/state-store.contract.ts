// What every memory of a hub does.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StateStore } from './state-store.ts';

/** Tests of any memory. @param open gives an empty one; the tests close it. */
export function stateStoreContract(name: string, open: () => StateStore): void {
  describe(`${name} as a state store`, () => {
    let store: StateStore;
    beforeEach(() => {
      store = open();
    });
    afterEach(() => store.close());

    it('gives what was saved last of each device', () => {
      store.saveDevice(saved('A4C138000001', 20));
      store.saveDevice(saved('A4C138000002', 21));
      store.saveDevice(saved('A4C138000001', 22));
      expect(new Set(store.devices())).toEqual(
        new Set([saved('A4C138000001', 22), saved('A4C138000002', 21)]),
      );
    });

    it('gives what JSON holds, and a copy of it', () => {
      const values = { temperature: 20 };
      store.saveDevice(Object.assign(saved('A4C138000001', 1), { values, fault: undefined }));
      values.temperature = 30;
      expect(store.devices()).toEqual([
        { id: 'A4C138000001', lastSeenMs: 1, values: { temperature: 20 } },
      ]);
    });

    it('forgets a device, and takes no offence at one that it does not know', () => {
      store.saveDevice(saved('A4C138000001', 20));
      store.forgetDevice('A4C138000001');
      store.forgetDevice('A4C138000009');
      expect(store.devices()).toEqual([]);
    });

    it('keeps values by name, apart from devices', () => {
      expect(store.value('dial')).toBeUndefined();
      store.setValue('dial', 'eins\u0000zwei 🔔');
      store.setValue('dial', 'drei');
      store.setValue('A4C138000001', '');
      expect(store.value('dial')).toBe('drei');
      expect(store.value('A4C138000001')).toBe('');
      expect(store.devices()).toEqual([]);
    });
  });
}

/** A device with little to tell. */
export function saved(id: string, lastSeenMs: number) {
  return { id, lastSeenMs };
}
