import { describe, expect, it } from 'vitest';
import { readMi32Text } from './document.ts';
import { lineAndColumn } from './read-json.ts';

const KEY = '00112233445566778899AABBCCDDEEFF';
const FILE = `[
  {"MAC":"A4C138A1B2C3","PID":"055b","key":"${KEY}"},
  {"MAC":"a4c138a1b2c3","PID":"0098","key":""},
  {"MAC":"F82441000001","PID":"03b6","key":"112233445566778899AABBCC"},
  {"MAC":"AABBCCDDEEFF","PID":"0000","key":"${KEY}","name":"phone","feat":16384},
  {"MAC":"AABBCCDD","PID":"b770","key":"00","Alias":"hall"},
  {"MAC":"A4C138000009","PID":"12zz","feat":"x"},
  {"MAC":"A4C138000010","PID":"f0f0","mac":1},
  17
]`;

describe('readMi32Text', () => {
  const { rows, fault } = readMi32Text(`${FILE}\n\0`);

  it('gives every entry, whatever is wrong with it: Flora, knobs, BTHome, phones and nonsense', () => {
    expect(fault).toBeUndefined();
    expect(rows.map(({ pid }) => pid)).toEqual([
      0x055b,
      0x0098,
      0x03b6,
      0,
      0xb770,
      undefined,
      0xf0f0,
      undefined,
    ]);
  });

  it.each([
    [0, 'twice MAC the same MAC as in slot 1: the fields of the last entry win', 2, 10],
    [1, 'twice MAC the same MAC as in slot 0: the fields of the last entry win', 3, 10],
    [2, 'note key Tasmota takes a key of exactly 32 digits alone', 4, 44],
    [4, 'skipped MAC MAC must be 12 hex digits', 6, 10],
    [4, 'unused key key has 2 hex digits; a bind key has 32 hex digits', 6, 40],
    [4, 'note - a member that neither Tasmota nor the hub reads: it is kept', 6, 45],
    [5, 'skipped PID PID must be 4 hex digits', 7, 31],
    [5, 'unused feat feat is not used: it must be a number', 7, 45],
    [6, 'note PID no product that we know has this id: it is kept', 8, 31],
    [6, "note - 'MAC' is written otherwise here, and is not read", 8, 38],
    [7, 'skipped - it is no whole JSON object', 9, 3],
  ])('says of slot %i: %s, at line %i, column %i', (slot, words, line, column) => {
    const remarks = (rows[slot]?.remarks ?? []).map((remark) => ({
      words: `${remark.weight} ${remark.field ?? '-'} ${remark.text}`,
      ...lineAndColumn(FILE, remark.span.start),
    }));
    expect(remarks).toContainEqual({ words: expect.stringContaining(words), line, column });
  });

  it('finds nothing wrong with a phone and its identity key', () => {
    expect(rows[3]?.remarks).toEqual([]);
  });

  it('never shows a digit of a key', () => {
    const texts = rows.flatMap(({ remarks }) => remarks.map(({ text }) => text)).join('\n');
    expect(texts).not.toMatch(/112233|AABBCC/);
  });

  it('says of a file that was cut where it ends, and gives what can be told', () => {
    const cut = readMi32Text(FILE.slice(0, 150));
    expect(cut.fault).toMatchObject({ kind: 'notJson', fault: { line: 4 } });
    expect(cut.rows.map(({ address }) => address !== undefined)).toEqual([true, true, false]);
  });

  it('comes soon to the end of thousands of entries with one MAC', () => {
    const many = `[${'{"MAC":"A4C138A1B2C3","PID":"055b"},'.repeat(20_000)}{}]`;
    const { remarks } = readMi32Text(many).rows[3] ?? {};
    expect(remarks?.[0]?.text).toContain('slots 0, 1, 2, 4 and 19995 more');
  });
});
