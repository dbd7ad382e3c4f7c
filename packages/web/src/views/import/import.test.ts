import { readMi32Text } from '@bluebell/sensors/mi32cfg';
import { describe, expect, it } from 'vitest';
import { draftOf, type EntryDraft, judgeDraft, NO_DRAFT } from './entry-draft.ts';
import { fileOf, tidied, totalsOf, wholeEntries, withEntry, withoutEntry } from './list-model.ts';

const KEY = '00112233445566778899AABBCCDDEEFF';
const FILE = `[{"MAC":"A4C138A1B2C3","PID":"055b","key":"${KEY}","Alias":"x"},
{"MAC":"AABBCCDDEEFF","PID":"0000","key":"${KEY}","name":"<b>phone","feat":16384},17]`;
const LIST = readMi32Text(FILE);

describe('judgeDraft', () => {
  const good: EntryDraft = { ...NO_DRAFT, mac: 'a4:c1:38:00:00:01', pid: '0x055B', key: KEY };

  it('gives values as Tasmota writes them', () => {
    expect(judgeDraft(good, LIST.rows, undefined)).toEqual({
      values: { MAC: 'A4C138000001', PID: '055b', key: KEY },
      faults: {},
      notes: {},
    });
  });

  it.each([
    [{ mac: 'A4C13800000' }, { MAC: 'MAC must be 12 hex digits.' }],
    [{ mac: 'a4-c1-38-a1-b2-c3' }, { MAC: 'Slot 0 has this MAC already.' }],
    [{ pid: '55b' }, { PID: 'PID must be 4 hex digits.' }],
    [{ key: '0011' }, { key: expect.stringContaining('Key has 4 hex digits; a bind key has 32') }],
    [{ pid: '0000', key: KEY.slice(8) }, { key: expect.stringContaining('an identity key') }],
    [{ feat: '4294967296' }, { feat: expect.stringContaining('from 0 to 4294967295') }],
    [{ feat: 'x' }, { feat: expect.stringContaining('from 0 to 4294967295') }],
  ])('names the field that is wrong: %j', (change, faults) => {
    const judged = judgeDraft({ ...good, ...change }, LIST.rows, undefined);
    expect(judged).toMatchObject({ faults });
    expect(judged.values).toBeUndefined();
  });

  it('lets a row keep its own MAC', () => {
    const [row] = LIST.rows;
    expect(row && judgeDraft(draftOf(row), LIST.rows, 0).values).toBeDefined();
  });
});

describe('the list', () => {
  it('keeps unknown members and what is no entry, however rows are changed', () => {
    const changed = withEntry(LIST, 0, { MAC: 'A4C138000001', PID: '0098', key: '' });
    const removed = readMi32Text(withoutEntry(readMi32Text(changed), 1));
    expect(fileOf(removed)).toBe('[{"MAC":"A4C138000001","PID":"0098","key":"","Alias":"x"},17]');
  });

  it('puts a new entry behind the others', () => {
    const text = withEntry(LIST, undefined, { MAC: 'A4C138000001', PID: '0098', key: '' });
    expect(readMi32Text(text).rows).toHaveLength(4);
  });

  it('writes what it reads', () => {
    expect(JSON.parse(fileOf(LIST))).toEqual(JSON.parse(FILE));
    expect(JSON.parse(tidied(FILE))).toEqual(JSON.parse(FILE));
    expect(tidied('[1,')).toBe('[1,');
  });

  it('counts', () => {
    expect(totalsOf(LIST)).toMatchObject({ sensors: 1, phones: 1, unreadable: 1, faults: 1 });
    const many = Array.from(
      { length: 30 },
      (_, at) => `{"MAC":"A4C1380000${10 + at}","PID":"0098"}`,
    );
    expect(totalsOf(readMi32Text(`[${many.join()}]`)).isTooLongForTasmota).toBe(false);
    const keyed = many.map((entry) => entry.replace('}', `,"key":"${KEY}"}`));
    expect(totalsOf(readMi32Text(`[${keyed.join()}]`)).isTooLongForTasmota).toBe(true);
  });

  it('finds whole entries in a file that was cut', () => {
    expect(wholeEntries(readMi32Text(FILE.slice(0, 100)))).toHaveLength(1);
  });
});
