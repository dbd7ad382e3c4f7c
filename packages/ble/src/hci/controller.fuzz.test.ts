import fc from 'fast-check';
import { describe, it } from 'vitest';
import { VirtualClock } from '../core/index.ts';
import { withstandsHostileController } from './controller.contract.ts';
import { RecoveringFramer } from './h4-recovery.ts';

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Of fifty packets each. */
const SEQUENCES = 20_000;

/** Of up to 1000 octets each. */
const STREAMS = 20_000;

describe('Controller', () => {
  it(`withstands a million hostile packets (seed ${seed})`, () =>
    withstandsHostileController({ sequences: SEQUENCES, seed }));
});

describe('RecoveringFramer', () => {
  it(`withstands millions of octets of noise, and holds one packet at most (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 10 }), (chunks) => {
        const [given, found] = [{ octets: 0 }, { octets: 0 }];
        const framer = new RecoveringFramer(
          (packet) => {
            found.octets += packet.length;
          },
          { clock: new VirtualClock() },
        );
        framer.expect({ isConnected: (handle) => handle < 0x800, longestAcl: 27 });
        for (const chunk of chunks) {
          given.octets += chunk.length;
          framer.push(chunk);
          const held = given.octets - found.octets - framer.dropped;
          // The longest event, with its indicator and header.
          if (held < 0 || held > 258) throw new Error(`${held} octets are held back`);
        }
      }),
      { numRuns: STREAMS, seed },
    );
  });
});
