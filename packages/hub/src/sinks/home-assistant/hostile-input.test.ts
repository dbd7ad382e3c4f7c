import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SetPort, setOfDevice, setOfHub } from './commands.ts';
import { ToldBeforeList } from './told-before.ts';

const TOPIC = 'homeassistant/device/bluebell_A4C138000001/config';

/** Anything, and JSON of any kind that looks a little like ours. */
const messages = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .record(
      {
        o: fc.oneof(fc.constant({ name: 'bluebell' }), fc.jsonValue()),
        dev: fc.oneof(fc.constant({ ids: ['bluebell_A4C138000001'] }), fc.jsonValue()),
        cmps: fc.oneof(
          fc.dictionary(fc.string(), fc.record({ p: fc.string(), evt_typ: fc.jsonValue() })),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
);

describe('ToldBeforeList', () => {
  it('takes anything, and counts what is none of ours', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const list = new ToldBeforeList('homeassistant');
        const told = list.hear(TOPIC, message);
        const { garbage } = list.counts;
        expect(garbage + (told ? 1 : 0) + (message === '' ? 1 : 0)).toBe(1);
        expect(list.take()).toHaveLength(told ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  it('does not read what is far too long', () => {
    const list = new ToldBeforeList('homeassistant');
    list.hear(TOPIC, `"${'x'.repeat(300_000)}"`);
    expect(list.counts.garbage).toBe(1);
  });
});

describe('what is set', () => {
  it('never throws, and does only what it understands', async () => {
    let done = 0;
    const port: SetPort = {
      deviceOptions: () => {
        done++;
        return Promise.resolve();
      },
      setDial: () => done++,
      setDiscover: () => {
        done++;
        return Promise.resolve();
      },
      restart: () => done++,
    };
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        const before = done;
        const problems = [
          await setOfDevice('A4C138000001', message, port),
          await setOfHub(message, port),
        ];
        if (problems.every((problem) => problem !== undefined)) expect(done).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});
