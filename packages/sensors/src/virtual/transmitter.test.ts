import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from './random.ts';
import { Transmitter } from './transmitter.ts';

const ONE = Uint8Array.of(1);
const TWO = Uint8Array.of(2);

describe('Transmitter', () => {
  it('sends the first copy at once, the others about 200 ms apart', async () => {
    const { clock, transmitter, sent } = transmitting();
    transmitter.transmit(ONE, 3);
    expect(sent).toEqual([{ timeMs: 0, data: ONE }]);
    await clock.advance(1000);
    expect(sent).toHaveLength(3);
    const pauses = sent.slice(1).map(({ timeMs }, i) => timeMs - (sent[i]?.timeMs ?? 0));
    for (const pause of pauses) {
      expect(pause).toBeGreaterThanOrEqual(200);
      expect(pause).toBeLessThan(210);
    }
  });

  it('sends one advert after the other, in the order in which they came', async () => {
    const { clock, transmitter, sent } = transmitting();
    transmitter.transmit(ONE, 2);
    transmitter.transmit(TWO, 2);
    expect(transmitter.isBusy).toBe(true);
    await clock.advance(2000);
    expect(sent.map(({ data }) => data)).toEqual([ONE, ONE, TWO, TWO]);
    expect(transmitter.isBusy).toBe(false);
  });

  it('takes up work again after a rest', async () => {
    const { clock, transmitter, sent } = transmitting();
    transmitter.transmit(ONE, 1);
    await clock.advance(5000);
    transmitter.transmit(TWO, 1);
    expect(sent.map(({ data }) => data)).toEqual([ONE, TWO]);
  });
});

function transmitting() {
  const clock = new VirtualClock();
  const sent: { timeMs: number; data: Uint8Array }[] = [];
  const transmitter = new Transmitter(
    { address: 1, addressType: 'public', isConnectable: true },
    {
      clock,
      random: new SeededRandom(1),
      send: ({ data }) => sent.push({ timeMs: clock.now(), data }),
    },
  );
  return { clock, transmitter, sent };
}
