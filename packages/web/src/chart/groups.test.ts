import { describe, expect, it } from 'vitest';
import { canBeDrawn, colourOf, groupsOf, inOrder, usual, valueText } from './groups.ts';

describe('groupsOf', () => {
  it('puts quantities of one unit on one axis', () => {
    const groups = groupsOf(['temperature', 'humidity', 'dewpoint', 'moisture'], '°C');
    expect(groups.map(({ unit, quantities }) => [unit, quantities])).toEqual([
      ['°C', ['temperature', 'dewpoint']],
      ['%', ['humidity', 'moisture']],
    ]);
  });

  it('leaves bare numbers and truth values alone', () => {
    const groups = groupsOf(['count', 'score', 'door', 'window', 'isOnline'], '°C');
    expect(groups.map(({ quantities }) => quantities)).toEqual([
      ['count'],
      ['score'],
      ['door'],
      ['window'],
      ['isOnline'],
    ]);
    expect(groups.map((group) => group.isBoolean)).toEqual([false, false, true, true, true]);
  });

  it('knows numbered quantities', () => {
    expect(groupsOf(['temperature_1', 'temperature_2'], '°F')).toEqual([
      { key: '°F', unit: '°F', isBoolean: false, quantities: ['temperature_1', 'temperature_2'] },
    ]);
  });
});

describe('what is offered', () => {
  it('begins with what people look at', () => {
    expect(
      inOrder(['voltage', 'battery', 'humidity', 'isOnline', 'temperature', 'pressure']),
    ).toEqual(['temperature', 'humidity', 'pressure', 'battery', 'voltage', 'isOnline']);
    expect(usual(['battery', 'humidity', 'temperature', 'moisture'])).toEqual([
      'temperature',
      'humidity',
    ]);
    expect(usual(['battery', 'voltage'])).toEqual(['battery']);
    expect(usual([])).toEqual([]);
  });

  it('is what can be drawn', () => {
    expect(
      ['temperature_2', 'door', 'dialSum', 'text', '__proto__', 'constructor'].map(canBeDrawn),
    ).toEqual([true, true, true, false, false, false]);
  });
});

describe('valueText', () => {
  it('says values in the unit that the reader wants, and truth in words', () => {
    expect(valueText('temperature', 20, '°F')).toBe('68.0 °F');
    expect(valueText('humidity', 46.3, '°F')).toBe('46.3 %');
    expect([valueText('door', 1, '°C'), valueText('door', 0, '°C')]).toEqual(['Open', 'Closed']);
    expect(valueText('isHome', 0, '°C')).toBe('Away');
  });

  it('says for how much of a part something was true', () => {
    expect(valueText('door', 0.25, '°C')).toBe('Open 25 %');
  });
});

describe('colourOf', () => {
  it('falls back to a colour for all others', () => {
    expect(colourOf('temperature_2')).toBe('--q-temperature');
    expect(colourOf('acceleration')).toBe('--q-other');
  });
});
