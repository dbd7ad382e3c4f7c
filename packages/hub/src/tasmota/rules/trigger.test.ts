import { describe, expect, it } from 'vitest';
import { parseTrigger } from './trigger.ts';

describe('parseTrigger', () => {
  it('takes names apart, from the outside in', () => {
    expect(parseTrigger('LYWSD03-A1B2C3#Temperature')).toMatchObject({
      isTele: false,
      path: ['lywsd03-a1b2c3', 'temperature'],
      hasComparison: false,
    });
  });

  it('knows triggers that are for telemetry', () => {
    expect(parseTrigger('Tele-LYWSD03-a1b2c3#Humidity > 60')).toMatchObject({
      isTele: true,
      path: ['lywsd03-a1b2c3', 'humidity'],
      hasComparison: true,
    });
  });

  it('takes a sign within the name of a sensor for no comparison', () => {
    expect(parseTrigger('a=b#Button0=1')?.path).toEqual(['a=b', 'button0']);
  });

  it.each([
    ['=1', '1', true],
    ['=1', '2', false],
    ['==21.0', '21', true],
    ['=on', 'ON', true],
    ['!=1', '1', false],
    ['!=1', '2', true],
    ['<21.5', '21.4', true],
    ['<21.5', '21.5', false],
    ['<=21.5', '21.5', true],
    ['>-5', '-4.9', true],
    ['>=10', '9', false],
    ['>10', 'warm', false],
    ['<10', '', false],
    ['|5', '10', true],
    ['|5', '11', false],
    ['|0', '11', false],
    ['$<AB', 'abc', true],
    ['$>bc', 'ABC', true],
    ['$|b', 'ABC', true],
    ['$|x', 'ABC', false],
    ['$!abc', 'ABC', false],
  ])('%s of %s is %s', (comparison, found, expected) => {
    expect(parseTrigger(`a#b${comparison}`)?.fits(found)).toBe(expected);
  });
});
