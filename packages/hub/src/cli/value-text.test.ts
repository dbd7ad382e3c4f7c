import { BOOLEANS, NUMBERS, TEXTS } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { blankDevice } from '../state/device.ts';
import { eventText, shortValuesText, stateText, valuesText, valueText } from './value-text.ts';

describe('valuesText', () => {
  it('gives every value with its name and unit, and what the sensor is like last', () => {
    const values = { battery: 80, temperature: 21.50004, voltage: 2.9, co2: 640, window: true };
    expect(valuesText(values)).toBe(
      'temperature 21.5 °C · CO₂ 640 ppm · window open · battery 80 % · voltage 2.9 V',
    );
  });

  it('tells apart what a sensor has several of', () => {
    expect(valuesText({ temperature_1: 20, temperature_2: 21, motion_1: true })).toBe(
      'temperature 1 20 °C · temperature 2 21 °C · motion 1 motion',
    );
  });

  it('has words for both sides of every truth value', () => {
    for (const name of Object.keys(BOOLEANS)) {
      const [yes, no] = [valueText(name, true), valueText(name, false)];
      expect(new Set([yes, no, 'yes', 'no']).size, name).toBe(4);
    }
  });

  it('has a text for every quantity there is', () => {
    for (const name of Object.keys(NUMBERS)) expect(valueText(name, 1)).not.toBe('');
    for (const name of Object.keys(TEXTS)) expect(valueText(name, 'x')).toBe('x');
    expect(valuesText({ triggerFlags: { reed: true, triggerOut: false } })).toBe(
      'trigger flags reed',
    );
  });
});

describe('shortValuesText', () => {
  it('leaves out names that the unit tells, and what only experts want', () => {
    const values = { battery: 80, humidity: 46.3, temperature: 21.5, flagsRaw: 3, moisture: 12 };
    expect(shortValuesText(values)).toBe('46.3 %  21.5 °C  moisture 12 %  battery 80 %');
  });

  it('speaks of trouble only while there is some', () => {
    expect(shortValuesText({ door: false, doorLeftOpen: false })).toBe('door closed');
    expect(shortValuesText({ door: true, doorLeftOpen: true })).toBe('door open  left open');
  });
});

describe('eventText', () => {
  it.each([
    [{ source: 'button_left', type: 'double_press' }, 'button left: double press'],
    [{ source: 'dimmer', type: 'rotate_left', steps: 1 }, 'dimmer: rotate left, 1 step'],
    [{ source: 'dimmer', type: 'press', count: 2 }, 'dimmer: press, 2 times'],
    [{ source: 'dimmer', type: 'long_press', seconds: 3 }, 'dimmer: long press, for 3 s'],
    [
      { source: 'lock', type: 'unlock', method: 'nfc_card', keyId: 7, timestamp: 1_767_323_045 },
      'lock: unlock, by nfc card, key 7, at 2026-01-02 03:04:05 UTC',
    ],
    [{ source: 'lock', type: 'unlock', timestamp: 4e14 }, 'lock: unlock, at 400000000000000'],
    [{ source: 'device', type: 'bind', objectId: '0x0002' }, 'device: bind, object 0x0002'],
  ])('puts %j into words', (event, text) => {
    expect(eventText(event)).toBe(text);
  });
});

describe('stateText', () => {
  const sensor = blankDevice(1, 'sensor', 'kitchen');

  it('names what is wrong before what was heard', () => {
    expect(stateText({ ...sensor, fault: 'missing_key' })).toBe('encrypted: needs its key');
    expect(stateText({ ...sensor, fault: 'auth_failed', values: { temperature: 20 } })).toBe(
      'wrong key · temperature 20 °C',
    );
  });

  it('says of phones where they are', () => {
    const phone = blankDevice(2, 'phone', 'anna');
    expect(stateText({ ...phone, isHome: true })).toBe('home');
    expect(stateText({ ...phone, isHome: false })).toBe('away');
  });
});
