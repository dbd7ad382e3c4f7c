import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions, LogOutput } from './log.ts';
import { timeOfDay } from './plain-text.ts';

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

describe('createLog', () => {
  it.each([
    ['error', ['E']],
    ['warn', ['W', 'E']],
    ['info', ['I', 'W', 'E']],
    ['debug', ['D', 'I', 'W', 'E']],
    ['trace', ['T', 'D', 'I', 'W', 'E']],
  ] as const)('writes what is at least %s', (level, codes) => {
    for (const format of ['pretty', 'json'] as const) {
      const { log, lines } = setUp({ level, format });
      log.trace('T', 'traced');
      log.debug('D', 'debugged');
      log.info('I', 'informed');
      log.warn('W', 'warned');
      log.error('E', 'erred');
      expect(lines.map((line) => /\b[TDIWE]\b/.exec(line)?.[0])).toEqual(codes);
    }
  });

  it('writes lines for people: local time, level, code, message and facts', () => {
    const { log, lines } = setUp({ format: 'pretty' });
    log.warn('MQTT_LOST', 'lost the broker', { retryMs: 1500 });
    expect(lines).toEqual([`${timeOfDay(NOW_MS)} warn  MQTT_LOST  lost the broker retryMs=1500`]);
  });

  it('writes lines for programs: one JSON object each, time in UTC', () => {
    const { log, lines } = setUp({ format: 'json' });
    log.warn('MQTT_LOST', 'lost the broker', { retryMs: 1500 });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 'warn',
        time: '2026-01-02T03:04:05.678Z',
        code: 'MQTT_LOST',
        retryMs: 1500,
        msg: 'lost the broker',
      },
    ]);
  });

  it('writes lines for the journal of systemd: priority, code, message and facts, no time', () => {
    const { log, lines } = setUp({ format: 'journal' });
    log.warn('MQTT_LOST', 'lost the broker', { retryMs: 1500 });
    log.error('X', 'two\nlines');
    expect(lines).toEqual(['<4>MQTT_LOST  lost the broker retryMs=1500', '<3>X  two lines']);
  });

  it('has levels of single parts, which may change while it is in use', () => {
    const { log, lines } = setUp({ format: 'journal', levels: { mqtt: 'debug', hci: 'error' } });
    const tell = () => {
      log.debug('MQTT_SENT', 'm');
      log.debug('MQTTS_SENT', 'other');
      log.warn('HCI', 'h');
      return lines.splice(0);
    };
    expect(tell()).toEqual(['<7>MQTT_SENT  m']);
    log.setLevels('warn', { mqtts: 'trace' });
    expect(tell()).toEqual(['<7>MQTTS_SENT  other', '<4>HCI  h']);
  });

  it('tells listeners what it writes, secrets removed, until they have enough', () => {
    const { log } = setUp({});
    const heard: unknown[] = [];
    const end = log.onEntry((entry) => heard.push(entry));
    log.debug('X', 'not written');
    log.info('X', 'written', { password: 'hunter2' });
    end();
    log.info('X', 'too late');
    expect(heard).toEqual([
      {
        level: 'info',
        code: 'X',
        message: 'written',
        fields: { password: '[secret]' },
        timeMs: NOW_MS,
      },
    ]);
  });

  it('keeps the link that lets in whoever has it to those who read the log itself', () => {
    const { log, lines } = setUp({ format: 'journal' });
    const heard: unknown[] = [];
    log.onEntry((entry) => heard.push(entry));
    log.warn('WEB_SETUP', 'http://localhost:8032/setup?token=x');
    expect(lines).toEqual(['<4>WEB_SETUP  http://localhost:8032/setup?token=x']);
    expect(heard).toEqual([]);
  });

  it('keeps a message on its line, whatever it holds', () => {
    const { log, lines } = setUp({ format: 'pretty' });
    log.info('X', 'one\ntwo\u001b[2J\u202ethree');
    expect(lines[0]).toContain('one two[2Jthree');
  });

  it.each(['pretty', 'json'] as const)('hides what is secret by name or by kind: %s', (format) => {
    const { log, lines } = setUp({ format });
    log.error('X', 'trouble', {
      bindKey: 'e9ea895fac7cca6d30532432a516f3a9',
      password: 'hunter2',
      bytes: Uint8Array.of(0xe9, 0xea),
      nested: { irk: 'e9ea895fac7cca6d30532432a516f3a9' },
      list: ['hunter2'],
      count: 3,
      error: new Error('broken'),
    });
    expect(lines[0]).not.toMatch(/e9ea|hunter2/);
    expect(lines[0]).toMatch(/secret.*2 bytes.*object.*1 items.*3.*broken/);
  });
});

describe('LogOutput', () => {
  it('sends lines elsewhere, and back', () => {
    const [here, there]: [string[], string[]] = [[], []];
    const output = new LogOutput((line) => here.push(line));
    const log = createLog({ level: 'info', format: 'pretty' }, output);
    log.info('A', 'first');
    const takeBack = output.redirect((line) => there.push(line));
    log.info('B', 'second');
    takeBack();
    log.info('C', 'third');
    expect(here.map((line) => line.slice(-5))).toEqual(['first', 'third']);
    expect(there.map((line) => line.slice(-6))).toEqual(['second']);
  });
});

function setUp(options: Partial<LogOptions>) {
  const lines: string[] = [];
  const output = new LogOutput((line) => lines.push(line));
  const clock = new VirtualClock(NOW_MS);
  return { lines, log: createLog({ level: 'info', format: 'pretty', clock, ...options }, output) };
}
