import { describe, expect, it } from 'vitest';
import { parseRoute, viewOf } from './route.ts';

describe('parseRoute', () => {
  it('reads path and query', () => {
    const route = parseRoute('#/devices/A4C138000001?tab=events&q=a?b');
    expect(route.path).toEqual(['devices', 'A4C138000001']);
    expect(route.query.get('tab')).toBe('events');
    expect(route.query.get('q')).toBe('a?b');
  });

  it.each(['', '#', '#/', '#//', '#/%zz', '#/%E0%A4%A'])('makes something of %j', (hash) => {
    expect(parseRoute(hash).path.length).toBeLessThan(2);
  });

  it('knows the folder of a view', () => {
    expect(viewOf(parseRoute('#/'))).toBe('home');
    expect(viewOf(parseRoute('#/devices/X'))).toBe('device');
    expect(viewOf(parseRoute('#/phones'))).toBe('irk');
    expect(viewOf(parseRoute('#/radios'))).toBe('radios');
    expect(viewOf(parseRoute('#/constructor'))).toBe('constructor');
  });
});
