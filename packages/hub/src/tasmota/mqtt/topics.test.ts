import { describe, expect, it } from 'vitest';
import { Topics } from './topics.ts';

const PREFIXES = { cmnd: 'cmnd', stat: 'stat', tele: 'tele' };
const MAC = 'A2C138A1B2C3';

describe('Topics', () => {
  it.each([
    ['%prefix%/%topic%/', 'tele/attic/SENSOR'],
    ['%topic%/%prefix%', 'attic/tele/SENSOR'],
    ['house/%topic%/%prefix%/', 'house/attic/tele/SENSOR'],
    ['/%prefix%//%topic%/', 'tele/attic/SENSOR'],
    ['house/%topic%', 'house/attic/tele/SENSOR'],
  ])('are put together as the full topic says: %s', (fullTopic, expected) => {
    expect(new Topics({ topic: 'attic', fullTopic }, PREFIXES, MAC).tele('SENSOR')).toBe(expected);
  });

  it('take topics as they are, whatever signs stand in them', () => {
    const settings = { topic: '$&$1', fullTopic: '%prefix%/%topic%/' };
    expect(new Topics(settings, PREFIXES, MAC).stat('RESULT')).toBe('stat/$&$1/RESULT');
  });

  it('of commands are our own, that of all, and one that no setting changes', () => {
    const settings = { topic: 'attic', fullTopic: 'house/%topic%/%prefix%/' };
    expect(new Topics(settings, PREFIXES, MAC).commandFilters).toEqual([
      'house/attic/cmnd/#',
      'house/tasmotas/cmnd/#',
      'cmnd/DVES_A1B2C3_fb/#',
    ]);
  });
  it('of commands are each heard once, where the hub is called as the group is', () => {
    const settings = { topic: 'tasmotas', fullTopic: '%prefix%/%topic%/' };
    expect(new Topics(settings, PREFIXES, MAC).commandFilters).toEqual([
      'cmnd/tasmotas/#',
      'cmnd/DVES_A1B2C3_fb/#',
    ]);
  });
});
