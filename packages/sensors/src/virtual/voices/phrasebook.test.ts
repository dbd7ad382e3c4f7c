import { struct, u8 } from '@bluebell/ble/codec';
import { toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { type MiBeaconObject, measured } from '../../adverts/mibeacon/object.ts';
import { MI_BEACON_OBJECTS, MI_BEACON_ROWS } from '../../adverts/mibeacon/objects/index.ts';
import type { Statement } from '../facet.ts';
import { Phrasebook } from './phrasebook.ts';

/** What is said, the objects that the product is known to use, and what comes of it. */
const PHRASES: readonly (readonly [string, Statement, readonly number[], readonly string[]])[] = [
  ['a temperature', { values: { temperature: 21.53 } }, [], ['1004 d700']],
  ['a cold one', { values: { temperature: -12.3 } }, [], ['1004 85ff']],
  [
    'what the product has an object of its own for',
    { values: { temperature: 22.5 } },
    [0x4c01],
    ['4c01 0000b441'],
  ],
  [
    'two quantities in one object',
    { values: { humidity: 46.3, temperature: 21.5 } },
    [0x1004, 0x1006, 0x100d],
    ['100d d700cf01'],
  ],
  [
    'two quantities in two objects, where the product has no other',
    { values: { humidity: 46.3, temperature: 21.5 } },
    [0x1004, 0x1006],
    ['1004 d700', '1006 cf01'],
  ],
  [
    'what the product is not known to say, in common words',
    { values: { temperature: 21.5, battery: 80 } },
    [0x1004],
    ['1004 d700', '100a 50'],
  ],
  ['a whole number where no decimals fit', { values: { humidity: 46.3 } }, [0x4c02], ['4c02 2e']],
  ['an open door', { values: { opening: true } }, [0x1019], ['1019 00']],
  ['a closed one', { values: { opening: false } }, [0x1019], ['1019 01']],
  [
    'a door that was left open',
    { values: { opening: true, doorLeftOpen: true } },
    [0x1019],
    ['1019 02'],
  ],
  ['motion with light', { values: { motion: true, illuminance: 300 } }, [0x000f], ['000f 2c0100']],
  ['light alone, without motion', { values: { illuminance: 300 } }, [0x000f], ['1007 2c0100']],
  ['quiet', { values: { motion: false, noMotionTime: 120 } }, [], ['1017 78000000']],
  ['a press', { event: { source: 'button', type: 'double_press' } }, [0x1001], ['1001 000001']],
  [
    'a lock that was opened',
    {
      values: { locked: false },
      event: {
        source: 'lock',
        type: 'unlock_outside',
        method: 'biometrics',
        keyId: 0x8000_0001,
        timestamp: 1_700_000_000,
      },
    },
    [],
    ['000b 20 01000080 00f15365'],
  ],
  [
    'a finger on a lock',
    { event: { source: 'fingerprint', type: 'match_failed', keyId: 0xffff_ffff } },
    [],
    ['0006 ffffffff01'],
  ],
  [
    'the end of brushing, with its score',
    { values: { toothbrush: false, score: 90 } },
    [0x0010],
    ['0010 015a'],
  ],
  [
    'a person on a scale',
    { values: { profileId: 1, mass: 61.2, heartRate: 68, impedanceLow: 512 } },
    [0x6e16],
    ['6e16 01 64920050 00000000'],
  ],
  ['nothing for what has no object', { values: { voltage: 3 } }, [], []],
  ['nothing for what no key can do', { event: { source: 'button', type: 'triple_press' } }, [], []],
];

describe('Phrasebook', () => {
  it.each(PHRASES)('says %s', (_, statement, known, objects) => {
    const own = known.flatMap((id) => MI_BEACON_OBJECTS.get(id) ?? []);
    const phrasebook = new Phrasebook(own, MI_BEACON_ROWS);
    const expected = objects.map((text) => text.replace(/ /g, '').replace(/^(.{4})/, '$1 '));
    expect(say(phrasebook, statement)).toEqual(expected);
    // What was learnt the first time changes nothing.
    expect(say(phrasebook, statement)).toEqual(expected);
  });

  it('says the opposite with what it learnt before', () => {
    const phrasebook = new Phrasebook([], MI_BEACON_ROWS);
    const wet = say(phrasebook, { values: { waterLeak: true } });
    const dry = say(phrasebook, { values: { waterLeak: false } });
    expect([wet, dry]).toEqual([['1014 01'], ['1014 00']]);
  });

  it('never says more than is meant, but that something is not so', () => {
    const both = measured(1, 'both', struct({ battery: u8, humidity: u8 }));
    expect(say(new Phrasebook([both], []), { values: { battery: 80 } })).toEqual([]);
    const denies: MiBeaconObject<number> = {
      id: 2,
      name: 'wet, and no smoke',
      value: u8,
      means: (raw, into) => into.values({ waterLeak: raw === 1, smoke: false }),
    };
    expect(say(new Phrasebook([denies], []), { values: { waterLeak: true } })).toEqual(['0002 01']);
  });
});

function say(phrasebook: Phrasebook, statement: Statement): readonly string[] {
  return phrasebook
    .objectsFor(statement)
    .map(({ id, value }) => `${id.toString(16).padStart(4, '0')} ${toHex(value)}`);
}
