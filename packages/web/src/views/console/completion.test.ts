import { describe, expect, it } from 'vitest';
import {
  commandOf,
  completed,
  MOST_LINES,
  mayBeKept,
  parseHistory,
  suggestions,
  withLine,
} from './completion.ts';

const ALL = ['MI32Key', 'MI32Name', 'MI32Option', 'Status', 'TelePeriod', 'Topic', 'FullTopic'].map(
  (name) => ({ name, summary: `What ${name} does.`, args: 'a value' }),
);
const names = (line: string) => suggestions(ALL, line).map(({ name }) => name);

describe('suggestions', () => {
  it('begin as the line does, whatever its case', () => {
    expect(names('mi32')).toEqual(ALL.map(({ name }) => name).filter((n) => n.startsWith('MI32')));
    expect(names('TELE')[0]).toBe('TelePeriod');
  });

  it('find what has the text inside, after those that begin so', () => {
    expect(names('topic')).toEqual(['Topic', 'FullTopic']);
  });

  it('put the very command first, with digits too', () => {
    expect(names('MI32Option2')[0]).toBe('MI32Option');
    expect(names('status')[0]).toBe('Status');
  });

  it.each(['', '   ', 'Status 1', 'zzz'])('are none for %j', (line) =>
    expect(names(line)).toEqual([]),
  );
});

it('knows the command of a line that has its argument already', () => {
  expect(commandOf(ALL, '  mi32option3 1')?.name).toBe('MI32Option');
  expect(commandOf(ALL, 'nothing')).toBeUndefined();
  expect(commandOf(ALL, '')).toBeUndefined();
});

it('completes with a blank where there is an argument', () => {
  expect(completed({ name: 'A', summary: '', args: 'x' })).toBe('A ');
  expect(completed({ name: 'A', summary: '', args: '' })).toBe('A');
});

describe('the history', () => {
  it.each([
    'MI32Key 00112233445566778899AABBCCDDEEFFA4C138000001',
    'Publish t 00:11:22:33:44:55:66:77:88:99:aa:bb:cc',
    'Publish t 00112233 44556677 8899aabb ccddeeff',
    'Publish home/password hunter2',
    'x'.repeat(600),
  ])('does not keep %s', (line) => {
    expect(mayBeKept(line)).toBe(false);
    expect(withLine([], line)).toEqual([]);
  });

  it('keeps the rest, each once in a row, and so many', () => {
    let lines: readonly string[] = [];
    for (let at = 0; at < MOST_LINES + 20; at++) lines = withLine(lines, `Status ${at}`);
    lines = withLine(lines, `Status ${MOST_LINES + 19}  `);
    expect(lines).toHaveLength(MOST_LINES);
    expect(lines.at(-1)).toBe(`Status ${MOST_LINES + 19}`);
  });

  it.each([null, '', '{', '{"a":1}', '[1,null,"Status","MI32Key x"]'])('reads %j', (kept) => {
    expect(parseHistory(kept)).toEqual(kept?.includes('Status') ? ['Status'] : []);
  });
});
