import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../state/device-settings.ts';
import { diagnose } from './diagnose.ts';
import { DAY_MS, deviceOf, hubOf, MINUTE_MS, NOW_MS, radioOf, sensorOf } from './facts.contract.ts';
import type { HubFacts, Observed, Outcome, SensorFacts } from './facts.ts';
import type { FindingCode } from './finding.ts';
import { sensorFindings } from './sensor-checks.ts';

const phone = { kind: 'phone', intervalMs: MINUTE_MS, isOnline: undefined } as const;
const HEARD = sensorOf(deviceOf(20_000));
const SILENT = sensorOf(deviceOf(3 * DAY_MS, { isOnline: false }));
const SET_CLOCK: Partial<HubFacts> = {
  health: [{ name: 'clock', status: 'degraded', sinceMs: 0, detail: 'the clock was set' }],
};
const LATE = [1, 2, 3].map((id) => deviceOf(DAY_MS, { id: `A4C13800000${id}` }));

/** What is known, and what that means. The first is the cause. */
type Case = [
  what: string,
  sensor: SensorFacts,
  codes: readonly FindingCode[],
  hub?: Partial<HubFacts>,
];

const CASES: readonly Case[] = [
  ['heard a moment ago', HEARD, ['ok']],
  ['heard again, and refused', listenedTo(SILENT, seen('replay')), ['replayed']],
  ['ignored, and never heard', sensorOf(undefined, { isIgnored: true }), ['filtered']],
  ['never heard', sensorOf(undefined), ['never_heard']],
  ['never heard by a deaf radio', sensorOf(undefined), [], { radios: [radioOf({ isDeaf: true })] }],
  ['no radio at all', SILENT, ['silent'], { radios: [] }],
  ['encrypted', sensorOf(deviceOf(0, { fault: 'missing_key' })), ['no_key']],
  [
    'a key that came a moment ago',
    sensorOf(deviceOf(0, { fault: 'missing_key' }), { hasKey: true }),
    ['sleeping', 'ok'],
  ],
  [
    'a key that came, and is not the one',
    listenedTo(
      sensorOf(deviceOf(0, { fault: 'missing_key' }), { hasKey: true }),
      seen('auth_failed'),
    ),
    ['wrong_key'],
  ],
  ['a key of another bind', sensorOf(deviceOf(0, { fault: 'auth_failed' })), ['wrong_key']],
  ['half a key', sensorOf(deviceOf(0, { fault: 'bad_key_length' })), ['bad_key_length']],
  ['a key fault that only shows now', listenedTo(HEARD, seen('missing_key')), ['no_key']],
  [
    'encrypted, and gone for days',
    sensorOf(deviceOf(3 * DAY_MS, { isOnline: false, fault: 'missing_key' })),
    ['no_key', 'offline'],
  ],
  ['counters of the past', listenedTo(HEARD, seen('replay')), ['replayed']],
  ['counters of the past among others', listenedTo(HEARD, seen('replay', 'news')), ['ok']],
  ['in the clear', listenedTo(HEARD, seen('downgrade')), ['in_the_clear']],
  ['a stranger', listenedTo(sensorOf(undefined), seen('unreadable')), ['unreadable']],
  ['damaged now and then', listenedTo(HEARD, seen('damaged', 'repeat')), ['ok']],
  [
    'not added',
    listenedTo(sensorOf(undefined, { isConfigured: false }), seen('not_added')),
    ['not_added'],
    { isAddingSensors: false },
  ],
  [
    'no place left',
    listenedTo(sensorOf(undefined, { isConfigured: false }), seen('not_added')),
    ['places_full'],
    { turnedAway: 1 },
  ],
  ['between two adverts', sensorOf(deviceOf(5 * MINUTE_MS)), ['sleeping', 'ok']],
  [
    'a button',
    sensorOf(deviceOf(DAY_MS, { intervalMs: undefined }), { speaksOnEvents: true }),
    ['speaks_on_events', 'ok'],
  ],
  ['not learnt yet', sensorOf(deviceOf(MINUTE_MS * 9, { intervalMs: undefined })), ['silent']],
  [
    'silent for days, not learnt',
    sensorOf(deviceOf(DAY_MS, { intervalMs: undefined })),
    ['offline'],
  ],
  ['silent for three days', SILENT, ['offline']],
  ['late, and not offline yet', sensorOf(deviceOf(31 * MINUTE_MS)), ['offline']],
  [
    'gone, with a weak signal at last',
    sensorOf(deviceOf(DAY_MS, { isOnline: false, rssiDbm: -93 })),
    ['out_of_range'],
  ],
  ['heard weakly', sensorOf(deviceOf(20_000, { rssiDbm: -93 })), ['weak']],
  ['silent among the silent', SILENT, ['noise'], { devices: LATE }],
  ['silent with another one', SILENT, ['offline'], { devices: LATE.slice(1) }],
  ['old by a clock that was set', sensorOf(deviceOf(DAY_MS)), ['ok'], SET_CLOCK],
  ['offline, by a clock that was set', SILENT, ['offline'], { ...SET_CLOCK, devices: LATE }],
  ['a time to come', sensorOf(deviceOf(-DAY_MS)), ['ok']],
  ['a phone at home', sensorOf(deviceOf(0, { ...phone, isHome: true })), ['ok']],
  ['a phone that left', sensorOf(deviceOf(DAY_MS, { ...phone, isHome: false })), ['away']],
  ['a phone nobody met', sensorOf(undefined, { kind: 'phone' }), ['never_heard']],
  [
    'two of one topic',
    sensorOf(deviceOf(0), { topicTakenBy: 'A4:C1:38:00:00:02' }),
    ['name_clash'],
  ],
  ['another hub alone', sensorOf(undefined, { toldBy: 'attic' }), ['told_by_other_hub']],
  ['another hub', sensorOf(deviceOf(0), { toldBy: 'attic' }), ['told_by_other_hub', 'ok']],
  [
    'kept from Home Assistant',
    sensorOf(deviceOf(0, { settings: { ...DEFAULT_SETTINGS, isAnnounced: false } })),
    ['not_announced', 'ok'],
  ],
];

describe('sensorFindings', () => {
  it.each<Case>(CASES)('judges: %s', (_, sensor, codes, hub = {}) => {
    const findings = sensorFindings(sensor, hubOf(hub));
    expect(findings.map(({ code }) => code)).toEqual(codes);
  });

  it('puts what the user can mend first into words: the address, and the command', () => {
    const [finding] = sensorFindings(sensorOf(deviceOf(0, { fault: 'missing_key' })), hubOf());
    expect(finding?.nextStep).toMatch(/: bluebell key set A4:C1:38:00:00:01 KEY$/);
  });

  it('does not say that what is gone for days is heard', () => {
    const gone = deviceOf(3 * DAY_MS, { isOnline: false, fault: 'missing_key' });
    const { cause, findings } = diagnose(hubOf(), sensorOf(gone));
    expect(cause).toBe('offline');
    expect(findings.map(({ text }) => text)).toEqual([
      'It was last heard 3 days ago, with a good -60 dBm, and the radio works: its battery is empty, or it was carried away.',
      'It was heard 3 days ago, but it encrypts what it says, and no key is known.',
    ]);
  });

  it('blames nobody for the time when the hub did not listen', () => {
    const radios = [radioOf({ sinceMs: NOW_MS - 20_000 })];
    const remembered = sensorOf(deviceOf(3 * DAY_MS));
    const hub = hubOf({ radios, devices: LATE });
    expect(sensorFindings(remembered, hub)).toEqual([
      {
        code: 'silent',
        severity: 'note',
        text: 'It was last heard 3 days ago by hci:0 with -60 dBm.',
        nextStep: 'The hub has listened for 20 seconds only: ask again in a while.',
      },
    ]);
  });

  it('does not say that it is told on MQTT while there is no broker', () => {
    const [told] = sensorFindings(HEARD, hubOf());
    const [kept] = sensorFindings(HEARD, hubOf({ broker: undefined }));
    expect(told?.text).toBe(
      'It was heard 20 seconds ago by hci:0 with -60 dBm, and told on bluebell/Kitchen.',
    );
    expect(kept?.text).toBe('It was heard 20 seconds ago by hci:0 with -60 dBm.');
  });
});

function listenedTo(sensor: SensorFacts, observed: Observed): SensorFacts {
  return { ...sensor, observed };
}

function seen(...outcomes: readonly Outcome[]): Observed {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 1]));
  return { forMs: 10_000, adverts: outcomes.length, outcomes: counts };
}
