import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress } from '@bluebell/ble/core';
import { Advert, adStructures, serviceData16 } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { BindKey } from '../bind-key.ts';
import { decodeAdvert } from '../decode.ts';
import { quantityOf } from '../quantities.ts';
import type { Example, SensorModel } from '../sensor-model.ts';
import { MODELS } from './index.ts';

const STEMS = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((file) => file !== 'index.ts' && !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, ''));

/** Sources of events that any product may send. */
const COMMON_SOURCES = ['device'];

describe('the models', () => {
  it.each([
    ['ids', (model: SensorModel) => [model.id]],
    ['MiBeacon product ids', (model: SensorModel) => model.miBeacon ?? []],
    ['Qingping device types', (model: SensorModel) => model.qingping ?? []],
  ])('have %s of their own', (_, of) => {
    const all = MODELS.flatMap<number | string>(of);
    expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
  });

  it('are all listed, each from a file named after its id or the first of its names', () => {
    const listed = MODELS.map(({ id }) => {
      const stem = kebab(id);
      return STEMS.includes(stem) ? stem : kebab(id.split('/')[0] ?? id);
    });
    expect(listed.toSorted()).toEqual(STEMS.toSorted());
  });
});

describe.each(MODELS.map((model) => [model.id, model] as const))('%s', (_, model) => {
  it('has an object of its own for an id at most once', () => {
    const ids = (model.objects ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has an example', () => {
    expect(model.examples.length).toBeGreaterThan(0);
  });

  it.each(model.examples.map((example) => [framesOf(example), example] as const))(
    'decodes %s to what it gives',
    (_frames, example) => {
      const [measurement, ...others] = decodeAdvert(advertOf(example), ringOf(example));
      expect(others).toEqual([]);
      expect(measurement?.fault).toBeUndefined();
      expect(measurement?.product ?? model.id).toBe(model.id);
      const { events = [], ...values } = example.gives;
      expect(measurement?.values).toEqual(values);
      expect(measurement?.events).toEqual(events);
    },
  );

  it('gives in its examples only what it says it reports', () => {
    const reported = new Set<string>([
      ...model.exposes,
      ...(model.events ?? []),
      ...COMMON_SOURCES,
    ]);
    const given = model.examples.flatMap((example) => {
      const { values, events } = said(example);
      return [...Object.keys(values).map(quantityOf), ...events.map(({ source }) => source)];
    });
    expect(given.filter((name) => !reported.has(name))).toEqual([]);
  });

  it('needs a key of the length that its examples have', () => {
    const lengths = model.examples.flatMap(({ key }) => (key ? [fromHex(key).length] : []));
    // What needs no key may still use one.
    for (const length of lengths) expect([length, 'none']).toContain(model.key);
  });
});

/** `MS1BB(MI)` stands in `ms1bb-mi.ts`. */
function kebab(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function framesOf({ serviceData }: Example): string {
  return Object.values(serviceData).join(' | ');
}

function advertOf({ address = 'C0:00:00:00:00:01', serviceData }: Example): Advert {
  const structures = Object.entries(serviceData).map(([uuid, hex]) =>
    serviceData16(Number.parseInt(uuid, 16), fromHex(hex)),
  );
  return new Advert({
    address: parseAddress(address),
    addressType: 'public',
    data: encode(adStructures, structures),
    timeMs: 0,
  });
}

function ringOf({ key }: Example) {
  const bindKey = key === undefined ? undefined : new BindKey(fromHex(key));
  return { get: () => bindKey };
}

function said(example: Example) {
  const [measurement] = decodeAdvert(advertOf(example), ringOf(example));
  return { values: measurement?.values ?? {}, events: measurement?.events ?? [] };
}
