import { describe, expect, it } from 'vitest';
import { DeviceCache } from './device-cache.ts';
import type { DeviceItem } from './messages.ts';

const device = (id: string, name: string): DeviceItem => ({
  id,
  address: id,
  name,
  kind: 'sensor',
  exposes: [],
  values: { temperature: 20 },
  receivers: [],
  settings: { isAnnounced: true, contactClass: 'opening' },
});

function storage(room = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      if (text.length > room) throw new Error('full');
      kept.set(name, text);
    },
    removeItem: (name: string) => void kept.delete(name),
  };
}

describe('DeviceCache', () => {
  it('gives back what it kept, to the same hub alone', () => {
    const place = storage();
    new DeviceCache(() => place, 'https://a/').save([device('A', 'Bath')]);
    expect(new DeviceCache(() => place, 'https://a/').load()).toEqual([device('A', 'Bath')]);
    expect(new DeviceCache(() => place, 'https://b/').load()).toEqual([]);
  });

  it('keeps as many as there is room for, and fails in silence', () => {
    const place = storage();
    const cache = new DeviceCache(() => place, 'h');
    cache.save(Array.from({ length: 64 }, (_, at) => device(String(at), 'x'.repeat(50_000))));
    expect(cache.load().length).toBeGreaterThan(8);
    expect(cache.load().length).toBeLessThan(64);
    new DeviceCache(() => storage(10), 'h').save([device('A', 'Bath')]);
    const blocked = new DeviceCache(() => {
      throw new Error('switched off');
    }, 'h');
    blocked.save([]);
    expect(blocked.load()).toEqual([]);
  });

  it.each(['{', '7', 'null', '{"hub":"h"}', '{"hub":"h","items":[null,7,{"id":1},{"id":"A"}]}'])(
    'takes %s as nothing',
    (text) => {
      const place = storage();
      place.setItem('bluebell.devices', text);
      expect(new DeviceCache(() => place, 'h').load()).toEqual([]);
    },
  );
});
