// Faults of real homes, made on a virtual air: the doctor names each.

import { describe, expect, it } from 'vitest';
import {
  type Consultation,
  type DoctorStage,
  MINUTE_MS,
  onDoctorStage,
} from './doctor-stage.contract.ts';
import type { FindingCode } from './finding.ts';

const KITCHEN = '4C:65:A8:D4:1B:62';
const CELLAR = 'A4:C1:38:8D:17:40';
const KEY = '00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ffeeddccbbaa99887766554433221100';

/** Long enough to learn how often each sensor speaks. */
const TO_LEARN_MIN = 36;

/** One fault. */
interface Staged {
  readonly fault: string;
  readonly cause: FindingCode;
  readonly config?: string;
  readonly play: (stage: DoctorStage) => Promise<Consultation>;
}

const KITCHEN_CALLED = `devices: {'${KITCHEN}': {name: Kitchen}}`;
const CELLAR_CALLED = `devices: {'${CELLAR}': {name: Cellar}}`;

const STAGED: readonly Staged[] = [
  {
    fault: 'nothing is wrong',
    cause: 'ok',
    config: KITCHEN_CALLED,
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.pass(1);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'no key',
    cause: 'no_key',
    config: CELLAR_CALLED,
    async play(stage) {
      await stage.sensor({ address: CELLAR, model: 'LYWSD03MMC', key: KEY });
      await stage.pass(1);
      return stage.ask('Cellar');
    },
  },
  {
    fault: 'wrong key',
    cause: 'wrong_key',
    config: `devices: {'${CELLAR}': {name: Cellar, key: ${OTHER_KEY}}}`,
    async play(stage) {
      await stage.sensor({ address: CELLAR, model: 'LYWSD03MMC', key: KEY });
      await stage.pass(1);
      return stage.ask('Cellar');
    },
  },
  {
    fault: 'noise',
    cause: 'noise',
    config: KITCHEN_CALLED,
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      for (const digit of [3, 4, 5]) await stage.sensor({ address: `4C:65:A8:D4:1B:6${digit}` });
      await stage.pass(TO_LEARN_MIN);
      await stage.television();
      stage.disturb(0.99);
      await stage.pass(8);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'out of range',
    cause: 'out_of_range',
    config: KITCHEN_CALLED,
    async play(stage) {
      const kitchen = await stage.sensor({ address: KITCHEN });
      await stage.neighbour();
      await stage.pass(TO_LEARN_MIN);
      kitchen.move({ x: 140, y: 0 });
      await stage.pass(2);
      kitchen.move({ x: 500, y: 0 });
      await stage.pass(6);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'an empty battery',
    cause: 'offline',
    config: KITCHEN_CALLED,
    async play(stage) {
      const kitchen = await stage.sensor({ address: KITCHEN });
      await stage.neighbour();
      await stage.pass(TO_LEARN_MIN);
      kitchen.takeBatteryOut();
      await stage.pass(6);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'a deaf radio',
    cause: 'radio_deaf',
    config: KITCHEN_CALLED,
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.neighbour();
      await stage.pass(5);
      stage.radioFails('deafForEver');
      await stage.pass(12);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'a deaf radio, and no key',
    cause: 'radio_deaf',
    config: CELLAR_CALLED,
    async play(stage) {
      await stage.sensor({ address: CELLAR, model: 'LYWSD03MMC', key: KEY });
      await stage.pass(5);
      stage.radioFails('deafForEver');
      await stage.pass(12);
      return stage.ask('cellar');
    },
  },
  {
    fault: 'the broker is gone',
    cause: 'broker_gone',
    config: KITCHEN_CALLED,
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.pass(1);
      await stage.stopBroker();
      await stage.pass(3);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'filtered',
    cause: 'filtered',
    config: `devices: {'${KITCHEN}': {name: Kitchen, ignore: true}}`,
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.pass(1);
      return stage.ask(KITCHEN.toLowerCase().replaceAll(':', '-'));
    },
  },
  {
    fault: 'a sensor that sleeps',
    cause: 'sleeping',
    config: KITCHEN_CALLED,
    async play(stage) {
      await stage.sensor({ address: KITCHEN, everyMs: 10 * MINUTE_MS });
      await stage.neighbour();
      await stage.pass(65);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'a clock that was set',
    cause: 'clock_jumped',
    config: KITCHEN_CALLED,
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.pass(2);
      stage.setClock(5 * 60 * MINUTE_MS);
      await stage.pass(1);
      return stage.ask('kitchen');
    },
  },
  {
    fault: 'two of one name',
    cause: 'name_clash',
    config: `devices:\n  '${KITCHEN}': {name: Kitchen}\n  '4C:65:A8:D4:1B:63': {name: 'Kitchen!'}`,
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.pass(1);
      await stage.sensor({ address: '4C:65:A8:D4:1B:63' });
      await stage.pass(1);
      return stage.ask('Kitchen!');
    },
  },
  {
    fault: 'an address that nobody has',
    cause: 'never_heard',
    config: `devices: {'${KITCHEN}': {name: Guest room climate}}`,
    async play(stage) {
      await stage.neighbour();
      await stage.pass(1);
      return stage.ask('guest  room climate');
    },
  },
  {
    fault: 'a sensor that was not added',
    cause: 'not_added',
    config: 'discover: false',
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.pass(1);
      return stage.ask('4c65a8d41b62');
    },
  },
  {
    fault: 'a phone that is away',
    cause: 'away',
    config: `phones: {"Robin's phone": {address: '${CELLAR}', away_after_s: 60}}`,
    async play(stage) {
      await stage.phone(CELLAR);
      await stage.neighbour();
      await stage.pass(8);
      return stage.ask("robin's phone");
    },
  },
  {
    fault: 'nothing is wrong with the hub',
    cause: 'ok',
    async play(stage) {
      await stage.sensor({ address: KITCHEN });
      await stage.pass(2);
      return stage.ask();
    },
  },
];

describe('bluebell doctor', () => {
  it.each(STAGED)('names $fault: $cause', async (staged) => {
    const { diagnosis, text } = await consultation(staged);
    expect(diagnosis.cause).toBe(staged.cause);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says it in the words of the transcript', async () => {
    const texts: string[] = [];
    for (const staged of STAGED) {
      const { text } = await consultation(staged);
      texts.push(`# ${staged.fault}\n\n${text}`);
    }
    await expect(texts.join('\n')).toMatchFileSnapshot('./staged-faults.txt');
  });
});

const consultations = new Map<Staged, Promise<Consultation>>();

/** Plays each fault once, whichever test comes first. */
function consultation(staged: Staged): Promise<Consultation> {
  const { config = '{}', play } = staged;
  const known = consultations.get(staged) ?? onDoctorStage(config, play);
  consultations.set(staged, known);
  return known;
}
