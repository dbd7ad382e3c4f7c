import { describe, expect, it } from 'vitest';
import { awaitedDeed } from './awaited-deed.ts';

describe('awaitedDeed', () => {
  it.each([
    [[], 'Press its button'],
    [['battery'], 'Press its button'],
    [['opening', 'battery'], 'Open it and close it'],
    [['motion', 'battery'], 'Move in front of it'],
    [['waterLeak'], 'wet finger'],
    [['temperature', 'humidity'], 'by itself, mostly within 10 minutes'],
    [['motion', 'illuminance'], 'Move in front of it'],
  ])('says what makes a sensor with %j send', (exposes, words) => {
    expect(awaitedDeed({ exposes })).toContain(words);
  });

  it('tells the interval that was learnt', () => {
    expect(awaitedDeed({ exposes: ['temperature'], intervalS: 2.4 })).toContain('2 seconds');
    expect(awaitedDeed({ exposes: ['temperature'], intervalS: 600 })).toContain('10 minutes');
  });
});
