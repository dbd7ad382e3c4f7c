import { formatAddress, VirtualClock } from '@bluebell/ble/core';
import { makeResolvable } from '@bluebell/ble/crypto';
import type { Advert } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { PrivateAddresses } from './private-addresses.ts';

const IRK = Uint8Array.from({ length: 16 }, (_, i) => i * 7);

describe('PrivateAddresses', () => {
  it('finds those that a key explains, the loudest first', () => {
    const { heard, hear } = make();
    const [quiet, loud] = [makeResolvable(IRK, 0x012345), makeResolvable(IRK, 0x054321)];
    hear(quiet, -80);
    hear(loud, -40);
    hear(makeResolvable(IRK.toReversed(), 0x011111), -30);
    expect(heard.explainedBy(IRK).map(({ address }) => address)).toEqual(
      [loud, quiet].map(formatAddress),
    );
    expect(heard.size).toBe(3);
  });

  it('keeps neither public nor static addresses', () => {
    const { heard, hear } = make();
    hear(0xa4c138000001, -50, 'public');
    hear(0xc4c138000001, -50);
    expect(heard.size).toBe(0);
  });

  it('forgets after a quarter of an hour, and has room for so many', async () => {
    const { heard, hear, clock } = make();
    hear(makeResolvable(IRK, 0x012345), -50);
    await clock.advance(15 * 60_000 + 1);
    expect(heard.size).toBe(0);
    for (let n = 0; n < 1_000; n++) hear(0x400000000000 + n, -50);
    expect(heard.size).toBe(512);
  });
});

function make() {
  const clock = new VirtualClock(1_000_000);
  const heard = new PrivateAddresses(clock);
  const hear = (
    addressValue: number,
    rssiDbm: number,
    addressType: Advert['addressType'] = 'random',
  ) => {
    // The cast holds: nothing else of an advert is looked at.
    heard.hear({ radio: 'x', advert: { addressValue, rssiDbm, addressType } as Advert });
  };
  return { clock, heard, hear };
}
