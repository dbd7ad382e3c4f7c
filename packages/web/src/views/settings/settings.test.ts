import { describe, expect, it } from 'vitest';
import { nameProblem, problemOf } from './check-value.ts';
import {
  type Draft,
  draftedValue,
  entryNames,
  keyOf,
  NO_DRAFT,
  problemsByPath,
  valueAt,
  withChange,
  withoutChange,
} from './draft.ts';
import { SAMPLE_SCHEMA } from './sample-schema.contract.ts';
import { entrySettings, type Setting, type Shape, sectionsOf, titleOf } from './schema.ts';

const SCHEMA = SAMPLE_SCHEMA;
const SECTIONS = sectionsOf(SCHEMA);
const ALL = SECTIONS.flatMap(({ groups }) => groups.flatMap(({ settings }) => settings));

function setting(path: string): Setting {
  const found = ALL.find((one) => one.path.join('.') === path);
  if (!found) throw new Error(`no setting ${path}`);
  return found;
}

describe('sectionsOf', () => {
  it('has a section for each part, with what stands alone first', () => {
    const ids = SECTIONS.map(({ id }) => id);
    expect(ids[0]).toBe('general');
    expect(ids).toEqual(expect.arrayContaining(['mqtt', 'web', 'devices', 'phones', 'history']));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows every setting of the schema, once', () => {
    const named = Object.keys(SCHEMA.properties ?? {}).filter((name) => name !== 'version');
    for (const name of named) {
      expect(
        ALL.some(({ path }) => path[0] === name),
        name,
      ).toBe(true);
    }
    const keys = ALL.map(({ path }) => keyOf(path));
    expect(new Set(keys).size).toBe(keys.length);
    expect(ALL).toHaveLength(14);
  });

  it.each([
    ['mqtt.password', 'secret'],
    ['mqtt.keepalive_s', 'number'],
    ['mqtt.device_topic', 'select'],
    ['mqtt.tls.verify', 'switch'],
    ['radios', 'texts'],
    ['devices', 'entries'],
    ['areas', 'pairs'],
    ['gateways', 'shown'],
    ['web.host', 'text'],
  ])('has %s as a %s', (path, kind) => expect(setting(path).kind).toBe(kind));

  it('puts deeper groups under a heading of their own', () => {
    const mqtt = SECTIONS.find(({ id }) => id === 'mqtt');
    expect(mqtt?.groups.map(({ title }) => title)).toEqual([undefined, 'TLS']);
  });

  it('makes titles and units of names', () => {
    expect(setting('mqtt.keepalive_s')).toMatchObject({ title: 'Keepalive', unit: 'seconds' });
    expect(setting('history.max_mb')).toMatchObject({ title: 'Max', unit: 'MB' });
    expect(titleOf('fullTopic', {})).toBe('Full topic');
    expect(titleOf('name', { title: 'What to call it' })).toBe('What to call it');
  });

  it('knows what holds at once by the marks of the schema, those above too', () => {
    const marked: Shape = {
      properties: {
        a: { type: 'object', 'x-live': true, properties: { b: { type: 'boolean' } } },
        c: {
          type: 'object',
          properties: { d: { type: 'boolean', 'x-restart': false }, e: { type: 'string' } },
        },
      },
    };
    const found = sectionsOf(marked).flatMap(({ groups }) => groups.flatMap((g) => g.settings));
    expect(found.map(({ path, needsRestart }) => [path.join('.'), needsRestart])).toEqual([
      ['a.b', false],
      ['c.d', false],
      ['c.e', true],
    ]);
  });

  it('has the settings of an entry', () => {
    const inner = entrySettings(setting('devices'), 'A4:C1:38:00:00:01');
    expect(inner.map(({ path }) => path.at(-1))).toEqual(expect.arrayContaining(['name', 'key']));
    expect(inner[0]?.path).toEqual(['devices', 'A4:C1:38:00:00:01', 'name']);
  });
});

describe('problemOf', () => {
  it.each([
    ['mqtt.keepalive_s', 4, 'Must be at least 5 seconds'],
    ['mqtt.keepalive_s', 70_000, 'Must be at most 65535 seconds'],
    ['mqtt.keepalive_s', 5.5, 'Must be a whole number'],
    ['mqtt.keepalive_s', Number.NaN, 'Must be a number'],
    ['mqtt.keepalive_s', 60, undefined],
    ['mqtt.username', '', 'Must not be empty'],
    ['mqtt.device_topic', 'other', 'Must be one of name, id'],
    ['radios', Array.from({ length: 17 }, () => 'sim'), 'At most 16 lines'],
    ['radios', ['sim', 'x'.repeat(5_000)], expect.stringContaining('Line 2')],
    ['web.password', null, undefined],
  ])('of %s set to %s', (path, value, problem) => {
    expect(problemOf(setting(path), value)).toEqual(problem);
  });

  it('passes over a pattern that the browser does not know', () => {
    const shape: Shape = { type: 'string', pattern: '(' };
    expect(problemOf({ ...setting('web.host'), shape }, 'x')).toBeUndefined();
  });

  it('looks at names of entries', () => {
    const { shape } = setting('devices');
    expect(nameProblem(shape, 'A4:C1:38:00:00:01', [])).toBeUndefined();
    expect(nameProblem(shape, 'kitchen', [])).toContain('Does not look right');
    expect(nameProblem(shape, '', [])).toContain('empty');
    expect(nameProblem(shape, 'x', ['x'])).toContain('there already');
  });
});

describe('a draft', () => {
  const VALUES = { mqtt: { base: 'bluebell', password: null }, devices: { A: { name: 'a' } } };
  const base = (value: string | null): Draft =>
    withChange(VALUES, NO_DRAFT, { path: ['mqtt', 'base'], value });

  it('holds changes alone: the old value again is none', () => {
    const changed = base('home');
    expect(draftedValue(VALUES, changed, ['mqtt', 'base'])).toBe('home');
    expect(withChange(VALUES, changed, { path: ['mqtt', 'base'], value: 'bluebell' }).size).toBe(0);
    expect(withoutChange(changed, ['mqtt', 'base']).size).toBe(0);
  });

  it('can take a secret out although it shows as nothing', () => {
    const change = { path: ['mqtt', 'password'], value: null };
    expect(withChange(VALUES, NO_DRAFT, change).size).toBe(0);
    expect(withChange(VALUES, NO_DRAFT, change, true).size).toBe(1);
  });

  it('adds entries and takes them out, with all that was changed in them', () => {
    let draft = withChange(VALUES, NO_DRAFT, { path: ['devices', 'B', 'name'], value: 'b' });
    draft = withChange(VALUES, draft, { path: ['devices', 'A', 'name'], value: 'x' });
    expect(entryNames(VALUES, draft, ['devices'])).toEqual(['A', 'B']);
    draft = withChange(VALUES, draft, { path: ['devices', 'A'], value: null });
    draft = withoutChange(draft, ['devices', 'B']);
    expect(entryNames(VALUES, draft, ['devices'])).toEqual([]);
    expect([...draft.values()]).toEqual([{ path: ['devices', 'A'], value: null }]);
    expect(draftedValue(VALUES, draft, ['devices', 'A', 'name'])).toBeUndefined();
  });

  it('keeps what is set of an entry that was taken out and added again, also if it is as before', () => {
    const path = ['devices', 'A', 'name'];
    const value = valueAt(VALUES, path) ?? 'a';
    const emptied = withChange(VALUES, NO_DRAFT, { path: ['devices', 'A'], value: null });
    expect(draftedValue(VALUES, withChange(VALUES, emptied, { path, value }), path)).toBe(value);
  });

  it('reads nothing from prototypes', () => {
    expect(valueAt(VALUES, ['constructor'])).toBeUndefined();
    expect(valueAt(VALUES, ['mqtt', '__proto__'])).toBeUndefined();
  });

  it('finds the setting that a problem of the API is about', () => {
    const sent = [
      { path: ['mqtt', 'url'], value: 'x' },
      { path: ['radios'], value: ['y'] },
    ];
    const found = problemsByPath(
      [
        { path: ['changes', 0, 'value'], message: 'one' },
        { path: ['radios', 0], message: 'two' },
        { path: ['web', 'host'], message: 'three' },
      ],
      sent,
    );
    expect(found.get(keyOf(['mqtt', 'url']))).toBe('one');
    expect(found.get(keyOf(['radios']))).toBe('two');
    expect(found.get(keyOf(['web', 'host']))).toBe('three');
  });
});
