import { BleError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ConfigError, configProblem, formatPath, formatProblem } from './config-error.ts';

const PLACE = { kind: 'file', file: 'config.yaml', line: 12, column: 5 } as const;

describe('formatProblem', () => {
  it('names file, line, column and path', () => {
    expect(formatProblem(configProblem(PLACE, ['mqtt', 'url'], 'must be …'))).toBe(
      'config.yaml:12:5 mqtt.url: must be …',
    );
  });

  it('names a variable, or a whole file', () => {
    const variable = { kind: 'environment', variable: 'BLUEBELL_MQTT__URL' } as const;
    expect(formatProblem(configProblem(variable, ['mqtt', 'url'], 'is bad'))).toBe(
      'BLUEBELL_MQTT__URL mqtt.url: is bad',
    );
    expect(formatProblem(configProblem({ kind: 'file', file: 'c.yaml' }, [], 'is bad'))).toBe(
      'c.yaml: is bad',
    );
  });

  it('writes places in lists with brackets', () => {
    expect(formatPath(['radios', 0])).toBe('radios[0]');
    expect(formatPath([3])).toBe('[3]');
  });
});

describe('configProblem', () => {
  it.each([
    '00112233445566778899aabbccddeeff',
    '001122334455667788990011',
    '00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF',
  ])('never shows what looks like a key (%#)', (digits) => {
    const variable = { kind: 'environment', variable: `BLUEBELL_${digits}` } as const;
    const line = formatProblem(configProblem(variable, [digits], `not '${digits}'`));
    expect(line).not.toContain(digits.slice(0, 6));
  });

  it('shows addresses', () => {
    expect(configProblem(PLACE, ['A4:C1:38:00:00:01'], 'is bad').path).toBe('A4:C1:38:00:00:01');
  });
});

describe('ConfigError', () => {
  it('holds all problems, and prints the first twenty', () => {
    const problems = Array.from({ length: 25 }, (_, i) => configProblem(PLACE, [i], 'is bad'));
    const error = new ConfigError(problems);
    expect(error).toBeInstanceOf(BleError);
    expect(error.code).toBe('CONFIG');
    expect(error.problems).toHaveLength(25);
    expect(error.message.split('\n')).toHaveLength(21);
    expect(error.message).toContain('… and 5 more');
  });
});
