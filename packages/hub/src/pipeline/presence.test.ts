import { formatAddress, fromHex, parseAddress, VirtualClock } from '@bluebell/ble/core';
import { makeResolvable } from '@bluebell/ble/crypto';
import { describe, expect, it } from 'vitest';
import { START_MS, stranger, through } from '../air.contract.ts';
import type { Update } from '../state/device.ts';
import { Registry } from '../state/registry.ts';
import { type Phone, Presence } from './presence.ts';

/** Sample data of the function ah. Core Spec v5.4, Vol 3, Part H, Appendix D.7. */
const IRK = fromHex('ec0234a357c8ad05341010a60a397d9b');
const ONE_OF_ITS_ADDRESSES = '70:81:94:0D:FB:AA';

const ANNA: Phone = {
  address: parseAddress('7C:D1:C3:00:00:01'),
  name: 'anna',
  irk: IRK,
  awayAfterMs: 3e4,
};
const TAG: Phone = { address: parseAddress('C0:FF:EE:00:00:02'), name: 'tag', awayAfterMs: 60_000 };

describe('Presence.whose', () => {
  it('knows a phone by the addresses that it makes with its key', () => {
    const { presence } = setUp();
    for (const from of [ONE_OF_ITS_ADDRESSES, madeBy(IRK, 7), madeBy(IRK, 2 ** 22 - 1)]) {
      expect(presence.whose(stranger({ from, addressType: 'random' }))).toBe(ANNA);
    }
  });

  it('knows a phone whose key was written the other way round, as some tools do', () => {
    const { presence } = setUp([{ ...ANNA, irk: IRK.toReversed() }]);
    const advert = stranger({ from: ONE_OF_ITS_ADDRESSES, addressType: 'random' });
    expect(presence.whose(advert)?.name).toBe('anna');
  });

  it('knows a tag by its address, of whatever type', () => {
    const { presence } = setUp();
    for (const addressType of ['public', 'random', 'randomIdentity'] as const) {
      expect(presence.whose(stranger({ from: 'C0:FF:EE:00:00:02', addressType }))).toBe(TAG);
    }
  });

  it('does not know addresses of another key, nor a public address that looks like one of ours', () => {
    const { presence } = setUp();
    const other = madeBy(fromHex('00112233445566778899aabbccddeeff'), 7);
    expect(presence.whose(stranger({ from: other, addressType: 'random' }))).toBeUndefined();
    const lookAlike = stranger({ from: ONE_OF_ITS_ADDRESSES, addressType: 'public' });
    expect(presence.whose(lookAlike)).toBeUndefined();
  });
});

describe('Presence', () => {
  it('takes a phone for away once it was silent for its time, and not before', async () => {
    const { clock, presence, hear, told } = setUp([ANNA]);
    presence.listen();
    hear(ANNA);
    await clock.advance(29_999);
    expect(told()).toEqual(['anna home']);
    await clock.advance(1);
    expect(told()).toEqual(['anna home', 'anna away']);
  });

  it('counts the silence anew whenever the phone is heard', async () => {
    const { clock, presence, hear, told } = setUp([ANNA]);
    presence.listen();
    for (let n = 0; n < 10; n++) {
      hear(ANNA);
      await clock.advance(20_000);
    }
    expect(told()).toEqual(['anna home']);
  });

  it('takes a phone for home again when it comes back', async () => {
    const { clock, presence, hear, told } = setUp([ANNA]);
    presence.listen();
    hear(ANNA);
    await clock.advance(40_000);
    hear(ANNA);
    expect(told()).toEqual(['anna home', 'anna away', 'anna home']);
  });

  it('gives each phone its own time', async () => {
    const { clock, presence, hear, told } = setUp();
    presence.listen();
    hear(ANNA);
    hear(TAG);
    await clock.advance(45_000);
    expect(told()).toEqual(['anna home', 'tag home', 'anna away']);
  });

  it('takes a phone that never came for away, once somebody listens for its time', async () => {
    const { clock, presence, told, updates } = setUp([ANNA]);
    await clock.advance(1_000_000);
    expect(told()).toEqual([]);

    presence.listen();
    presence.listen();
    await clock.advance(30_000);
    expect(told()).toEqual(['anna away']);
    expect(updates[0]?.timeMs).toBe(START_MS + 1_030_000);
  });

  it('leaves no timer behind when it is closed', async () => {
    const { clock, presence, hear, told } = setUp();
    presence.listen();
    hear(ANNA);
    presence.close();
    await clock.advance(1_000_000);
    expect(told()).toEqual(['anna home']);
  });
});

function setUp(phones: readonly Phone[] = [ANNA, TAG]) {
  const clock = new VirtualClock(START_MS);
  const updates: Update[] = [];
  const update = (news: Update) => updates.push(news);
  const registry = new Registry([], { discovered: 0 }, { update, forget: () => {} });
  const presence = new Presence({ phones, registry, clock, rememberedAddresses: 16 });
  return {
    clock,
    presence,
    updates,
    hear: (phone: Phone) => {
      const atMs = clock.now() - START_MS;
      presence.heard(phone, through(stranger({ from: formatAddress(phone.address), atMs })));
    },
    told: () =>
      updates
        .filter(({ changed }) => changed.includes('isHome'))
        .map(({ device }) => `${device.name} ${device.isHome ? 'home' : 'away'}`),
  };
}

function madeBy(irk: Uint8Array, random: number): string {
  return formatAddress(makeResolvable(irk, random));
}
