import { Measurement } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import type { OnOutcome } from '../../pipeline/pipeline.ts';
import { KeyVerifier } from './key-verifier.ts';

const SENSOR = 'A4:C1:38:00:00:01';

describe('KeyVerifier', () => {
  it('waits for an encrypted packet, whatever else is sent', () => {
    const { keys, hear } = make();
    keys.begin(SENSOR);
    hear(false);
    expect(keys.state(SENSOR)).toEqual({ address: SENSOR, verification: 'waiting', packets: 0 });
  });

  it('calls a key right once it opened a packet, and goes on so after one that is damaged', () => {
    const { keys, hear } = make();
    keys.begin(SENSOR);
    hear(true);
    expect(keys.state(SENSOR).verification).toBe('confirmed');
    hear(true, 'auth_failed');
    expect(keys.state(SENSOR)).toMatchObject({ verification: 'confirmed', packets: 2 });
    hear(true, 'auth_failed');
    expect(keys.state(SENSOR).verification).toBe('wrong');
  });

  it('calls a key wrong that does not open the first packet, and right if it opens the next', () => {
    const { keys, hear } = make();
    keys.begin(SENSOR);
    hear(true, 'auth_failed');
    expect(keys.state(SENSOR).verification).toBe('wrong');
    hear(true);
    expect(keys.state(SENSOR).verification).toBe('confirmed');
  });

  it('begins anew with each key', () => {
    const { keys, hear } = make();
    keys.begin(SENSOR);
    hear(true);
    keys.begin(SENSOR);
    expect(keys.state(SENSOR)).toMatchObject({ verification: 'waiting', packets: 0 });
  });

  it('takes the word of the hub for keys from before alone', () => {
    const { keys } = make();
    expect(keys.state(SENSOR, true).verification).toBe('wrong');
    keys.begin(SENSOR);
    expect(keys.state(SENSOR, true).verification).toBe('waiting');
  });

  it('begins anew with a key that was entered elsewhere', () => {
    const { keys, hear } = make();
    keys.begin(SENSOR, 'one');
    hear(true);
    expect(keys.state(SENSOR, false, 'one').verification).toBe('confirmed');
    expect(keys.state(SENSOR, true, 'other')).toMatchObject({
      verification: 'waiting',
      packets: 0,
    });
  });

  it('watches no more than so many', () => {
    const { keys, watched } = make();
    for (let n = 0; n < 400; n++) {
      keys.state(`A4:C1:38:00:0${Math.floor(n / 256)}:${(n % 256).toString(16).padStart(2, '0')}`);
    }
    expect(watched()).toBe(256);
    keys.end('A4:C1:38:00:01:8f');
    expect(watched()).toBe(255);
  });
});

function make() {
  const observers = new Set<OnOutcome>();
  const keys = new KeyVerifier({
    observe(_, onOutcome) {
      observers.add(onOutcome);
      return () => observers.delete(onOutcome);
    },
  });
  const hear = (encrypted: boolean, fault?: 'auth_failed') => {
    const measurement = new Measurement({
      family: 'mibeacon',
      address: 0xa4c138000001,
      encrypted,
      fault,
      describe: () => ({}),
    });
    for (const tell of observers) tell(fault ?? 'news', measurement);
  };
  return { keys, hear, watched: () => observers.size };
}
