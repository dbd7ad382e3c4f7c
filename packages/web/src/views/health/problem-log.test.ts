import { describe, expect, it } from 'vitest';
import { type LogLine, linesFound, MOST_LINES, withLine } from './problem-log.ts';

const line = (level: string, message: string): LogLine => ({
  time: null,
  level,
  code: 'MQTT_LOST',
  message,
});

describe('the log', () => {
  it('keeps the newest, and so many of them', () => {
    let lines: readonly LogLine[] = [];
    for (let at = 0; at < MOST_LINES + 5; at++) lines = withLine(lines, line('info', `${at}`));
    expect(lines).toHaveLength(MOST_LINES);
    expect(lines[0]?.message).toBe(`${MOST_LINES + 4}`);
  });

  it('shows a level and all that matters more', () => {
    const lines = ['error', 'warn', 'info', 'debug'].map((level) => line(level, 'x'));
    expect(linesFound(lines, 'warn', '').map(({ level }) => level)).toEqual(['error', 'warn']);
    expect(linesFound(lines, 'trace', '')).toHaveLength(4);
    expect(linesFound([line('fatal', 'x')], 'error', '')).toHaveLength(1);
  });

  it('finds all words, in any case and order', () => {
    const lines = [line('info', 'The broker is GONE'), line('info', 'other')];
    expect(linesFound(lines, 'trace', 'gone mqtt_')).toEqual([lines[0]]);
  });
});
