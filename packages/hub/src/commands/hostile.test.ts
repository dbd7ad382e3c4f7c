import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from './dispatcher.ts';
import { type MemoryHub, memoryHub } from './memory-hub.contract.ts';
import { COMMANDS } from './table.ts';

const NAMES = COMMANDS.map(({ spelling }) => spelling);

/** What nobody sends who means well, and any text at all. */
const anyArgument = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '#',
    '+/+',
    '"',
    '"}',
    '\0',
    '%value%',
    '{"a":{"a":',
    '\ud800',
    '-1',
    '1e9',
    ';;;',
  ),
  fc.stringMatching(/^[\da-f]{36}([\da-f]{8})?$/),
  fc.string({ unit: 'binary' }).map((text) => `ON ${text} DO Backlog ${text};${text} ENDON`),
);

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.stringMatching(/^\d{0,12}$/))
    .map((parts) => parts.join('')),
);

describe('commands', () => {
  it('answer JSON objects to whatever is sent, on topics that can be published on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyName, anyArgument), { maxLength: 20 }),
        async (sent) => {
          const hub = memoryHub();
          for (const [name, argument] of sent) {
            expectFit(await hub.dispatcher.run(name, argument));
            hub.rules.onMessage(argument, false);
          }
          await hub.clock.advance(60_000);
          expectFit(hub.unasked);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('end, whatever rules are made of them', async () => {
    const anyCommand = fc.constantFrom(
      'Power0 TOGGLE',
      'Power1 1',
      'Backlog Power1 2;Power2 2',
      'Rule2 2',
      'Rule3 1',
      'Backlog',
    );
    const anyTrigger = fc.constantFrom('Power1#State', 'Power2#State=1', 'System#Boot');
    const anyRule = fc
      .tuple(anyTrigger, anyCommand)
      .map(([trigger, command]) => `ON ${trigger} DO ${command} ENDON`);
    await fc.assert(
      fc.asyncProperty(fc.array(anyRule, { minLength: 1, maxLength: 8 }), async (rules) => {
        const hub = memoryHub();
        await hub.ask(`Rule1 ${rules.join(' ')}`);
        await hub.ask(`Rule2 ${rules.join(' ')}`);
        await hub.ask('Rule1 1');
        hub.rules.onBoot();
        expect(await roundsUntilQuiet(hub)).toBeLessThan(50);
      }),
      { numRuns: 60 },
    );
  });
});

/** Minutes that pass until nothing happens any more. */
async function roundsUntilQuiet(hub: MemoryHub): Promise<number> {
  for (let rounds = 0, before = -1; ; rounds++) {
    if (before === hub.unasked.length || rounds === 50) return rounds;
    before = hub.unasked.length;
    await hub.settled();
    await hub.clock.advance(60_000);
    await hub.settled();
  }
}

function expectFit(answers: readonly Answer[]): void {
  for (const { topic, json } of answers) {
    expect(topic).toMatch(/^[A-Z\d]+$/);
    expect(JSON.parse(json)).toBeTypeOf('object');
  }
}
