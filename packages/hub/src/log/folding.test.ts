import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { createLog, LogOutput } from '../log.ts';

const MINUTE_MS = 60_000;

describe('a log that folds', () => {
  it('tells a problem at once, and how often it came after 1 min, 10 min and each hour', async () => {
    const { log, lines, clock } = setUp();
    log.warn('MQTT_LOST', 'lost the broker', { retryMs: 1 });
    expect(lines).toEqual(['<4>MQTT_LOST  lost the broker retryMs=1']);
    for (let minute = 0; minute < 131; minute++) {
      for (let i = 0; i < 24; i++) log.warn('MQTT_LOST', 'lost the broker', { retryMs: i });
      await clock.advance(MINUTE_MS);
    }
    expect(lines.slice(1)).toEqual([
      '<4>MQTT_LOST  … 24 more in 1 min: lost the broker retryMs=23',
      '<4>MQTT_LOST  … 240 more in 10 min: lost the broker retryMs=23',
      '<4>MQTT_LOST  … 1440 more in 1 h: lost the broker retryMs=23',
      '<4>MQTT_LOST  … 1440 more in 1 h: lost the broker retryMs=23',
    ]);
  });

  it('tells it anew when it has stayed away for a while', async () => {
    const { log, lines, clock } = setUp();
    for (let i = 0; i < 3; i++) {
      log.error('X', 'broken');
      await clock.advance(MINUTE_MS);
    }
    expect(lines).toEqual(['<3>X  broken', '<3>X  broken', '<3>X  broken']);
  });

  it('keeps apart what is not the same: level, code, message, and what it is about', () => {
    const { log, lines } = setUp();
    for (let i = 0; i < 2; i++) {
      log.warn('X', 'a');
      log.error('X', 'a');
      log.warn('Y', 'a');
      log.warn('X', 'b');
      log.warn('X', 'a', { device: 'A4C138000001' });
      log.warn('X', 'a', { device: 'A4C138000002' });
    }
    expect(lines).toHaveLength(6);
  });

  it('folds problems alone', () => {
    const { log, lines } = setUp();
    for (let i = 0; i < 3; i++) log.info('X', 'news');
    expect(lines).toHaveLength(3);
  });

  it('tells what it counted when it is closed, and leaves no timer', async () => {
    const { log, lines, clock } = setUp();
    log.warn('X', 'a');
    log.warn('X', 'a');
    await clock.advance(30_000);
    log.close();
    expect(lines).toEqual(['<4>X  a', '<4>X  … 1 more in 30 s: a']);
    await clock.advance(100 * MINUTE_MS);
    expect(lines).toHaveLength(2);
  });

  it('remembers 256 problems at most, and loses none', () => {
    const { log, lines } = setUp();
    for (let i = 0; i < 1_000; i++) {
      log.warn('X', `problem ${i}`);
      log.warn('X', `problem ${i}`);
    }
    expect(lines).toHaveLength(1_000 + 1_000 - 256);
    log.close();
    expect(lines).toHaveLength(2_000);
  });

  it('counts in a member of its own for programs', async () => {
    const { log, lines, clock } = setUp('json');
    log.warn('X', 'a');
    log.warn('X', 'a');
    await clock.advance(MINUTE_MS);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ code: 'X', repeats: 1 });
  });
});

function setUp(format: 'journal' | 'json' = 'journal') {
  const lines: string[] = [];
  const clock = new VirtualClock();
  const output = new LogOutput((line) => lines.push(line));
  const log = createLog({ level: 'info', format, clock, foldsRepeats: true }, output);
  return { log, lines, clock };
}
