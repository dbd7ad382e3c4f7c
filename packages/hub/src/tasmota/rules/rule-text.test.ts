import { describe, expect, it } from 'vitest';
import { parseRules } from './rule-text.ts';

describe('parseRules', () => {
  it('reads rules one after another, whatever their case and blanks', () => {
    const rules = parseRules(
      ' on A#B>1  do  Backlog Power1 1;  Power2 1 BREAK\n ON c#d DO Publish on/do x endon ',
    );
    expect(rules?.map(({ command, isLast }) => [command, isLast])).toEqual([
      ['Backlog Power1 1;  Power2 1', true],
      ['Publish on/do x', false],
    ]);
  });

  it('takes no text for no rules', () => {
    expect(parseRules('  ')).toEqual([]);
  });

  it.each([
    'ON',
    'ON A#B',
    'ON A#B DO',
    'ON A#B DO Power1 1',
    'ON A#B DO ENDON',
    'ON DO Power1 1 ENDON',
    'A#B DO Power1 1 ENDON',
    'ON A# DO Power1 1 ENDON',
    'ON A#B> DO Power1 1 ENDON',
    'ON A#B DO Power1 1 ENDON more',
  ])('refuses "%s"', (text) => {
    expect(parseRules(text)).toBeUndefined();
  });
});
