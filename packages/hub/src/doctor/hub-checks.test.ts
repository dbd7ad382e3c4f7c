import { describe, expect, it } from 'vitest';
import type { ComponentHealth } from '../api/health.ts';
import type { RadioKind } from '../watch/radio-facts.ts';
import { diagnose } from './diagnose.ts';
import { deviceOf, hubOf, MINUTE_MS, NOW_MS, radioOf, sensorOf } from './facts.contract.ts';
import type { BrokerFacts, HubFacts } from './facts.ts';
import type { FindingCode } from './finding.ts';
import { hubFindings } from './hub-checks.ts';

const AWAY: BrokerFacts = {
  url: 'mqtt://10.0.0.2:1883',
  isConnected: false,
  sinceMs: NOW_MS - 3 * MINUTE_MS,
};

const CASES: readonly (readonly [
  what: string,
  hub: Partial<HubFacts>,
  code: FindingCode,
  text: string,
])[] = [
  ['no radio', { radios: [] }, 'radio_missing', 'There is no radio: nothing can be heard.'],
  [
    'a radio that was unplugged',
    { radios: [radioOf({ stage: 'failed', problem: 'no such device', sinceMs: NOW_MS - 5_000 })] },
    'radio_missing',
    'Radio hci:0 has been away for 5 seconds: no such device. It is tried again and again.',
  ],
  [
    'a radio that never heard anything',
    { radios: [radioOf({ isDeaf: true, heardMs: undefined })] },
    'radio_deaf',
    'Radio hci:0 is deaf: it has heard nothing yet.',
  ],
  [
    'a radio that one new start did not help',
    {
      radios: [
        radioOf({
          isDeaf: true,
          heardMs: NOW_MS - MINUTE_MS,
          recoveries: { restartScan: 1, reset: 0, reopen: 0 },
        }),
      ],
    },
    'radio_deaf',
    'Radio hci:0 is deaf: it last heard something 1 minute ago; starting it anew did not help (1 time).',
  ],
  [
    'a gateway with a trouble',
    { radios: [radioOf({ kind: 'gateway', problem: 'its messages cannot be read' })] },
    'radio_degraded',
    'Radio hci:0: its messages cannot be read.',
  ],
  ['no broker', { broker: undefined }, 'no_broker', 'The hub tells no MQTT broker anything.'],
  [
    'a broker that is away',
    { broker: AWAY },
    'broker_gone',
    'No MQTT for 3 minutes: the broker at mqtt://10.0.0.2:1883 is away. What happens is kept for it.',
  ],
  [
    'a broker that hangs up again and again',
    { broker: { ...AWAY, isConnected: true, isUnsteady: true } },
    'broker_gone',
    'The broker at mqtt://10.0.0.2:1883 hangs up again and again.',
  ],
  [
    'a history that is not written',
    { health: [ill('history', 'the disk is full')] },
    'not_stored',
    'The disk is full.',
  ],
  [
    'a broker that lets no hub hear another',
    { health: [ill('hubs', 'this hub cannot hear others')] },
    'topics_denied',
    'This hub cannot hear others.',
  ],
  [
    'a file that is wrong',
    { configProblem: 'config.yaml: line 3: no such setting' },
    'config_wrong',
    'The configuration is wrong, and the last good one is in force: config.yaml: line 3: no such setting.',
  ],
  [
    'a setting that waits',
    { restartRequired: ['mqtt.url'] },
    'restart_required',
    'These settings wait for a restart: mqtt.url.',
  ],
];

describe('hubFindings', () => {
  it.each(CASES)('names %s', (_, hub, code, text) => {
    expect(hubFindings(hubOf(hub))).toMatchObject([{ code, text }]);
  });

  it('finds nothing wrong with a hub that is well, and says what it does', () => {
    const hub = hubOf({ devices: [deviceOf(0)], health: [ill('toString', 'not ours')] });
    expect(hubFindings(hub)).toEqual([]);
    expect(diagnose(hub).findings[0]?.text).toBe(
      'The hub is well: 1 radio, 100 adverts a minute, 1 device, told to mqtt://127.0.0.1:1883.',
    );
  });

  it('tells a gateway from a stick that can be unplugged', () => {
    expect(deaf('controller')).toContain('bluebell radio check hci:0');
    expect(deaf('gateway')).toContain('has power');
  });
});

describe('diagnose', () => {
  it('puts what makes all sensors silent before what ails one, and both before notes', () => {
    const sensor = sensorOf(deviceOf(0, { fault: 'missing_key' }));
    const { cause, findings } = diagnose(
      hubOf({ radios: [radioOf({ isDeaf: true })], restartRequired: ['web.port'] }),
      sensor,
    );
    expect(cause).toBe('radio_deaf');
    expect(findings.map(({ code }) => code)).toEqual(['radio_deaf', 'no_key', 'restart_required']);
  });

  it('takes a sleep for the answer where nothing is ill', () => {
    expect(diagnose(hubOf(), sensorOf(deviceOf(5 * MINUTE_MS))).cause).toBe('sleeping');
  });
});

function deaf(kind: RadioKind): string | undefined {
  return hubFindings(hubOf({ radios: [radioOf({ kind, isDeaf: true })] }))[0]?.nextStep;
}

function ill(name: string, detail: string): ComponentHealth {
  return { name, status: 'degraded', sinceMs: NOW_MS, detail };
}
