import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/index.ts';
import { nameOfUuid, uuidNamed } from './assigned-names.ts';

describe('nameOfUuid', () => {
  it.each([
    ['180f', 'Battery'],
    ['2a19', 'Battery Level'],
    ['2902', 'Client Characteristic Configuration'],
    ['6e400001-b5a3-f393-e0a9-e50e24dcca9e', 'Nordic UART'],
  ])('knows %s', (uuid, name) => {
    expect(nameOfUuid(uuid)).toBe(name);
  });

  it('has nothing to say of others', () => {
    expect(nameOfUuid('ffff')).toBeUndefined();
    expect(nameOfUuid('constructor')).toBeUndefined();
  });
});

describe('uuidNamed', () => {
  it.each(['Battery Level', 'battery-level', 'batteryLevel', 'BATTERY_LEVEL', '2a19', '0x2A19'])(
    'takes %s',
    (text) => {
      expect(uuidNamed(text, 'characteristic')).toBe('2a19');
    },
  );

  it('looks among those of the kind alone', () => {
    expect(uuidNamed('battery', 'service')).toBe('180f');
    expect(uuidNamed('glucose', 'service')).toBe('1808');
    expect(() => uuidNamed('battery', 'characteristic')).toThrow(UsageError);
  });

  it('takes UUIDs that have no name', () => {
    const long = '00001234-0000-1000-8000-00805F9B34FB';
    expect(uuidNamed(long, 'descriptor')).toBe('1234');
  });
});
