import { encode } from '@bluebell/ble/codec';
import { parseAddress, UsageError, VirtualClock } from '@bluebell/ble/core';
import { AdType, Advert, adStructures } from '@bluebell/ble/radio';
import type { Bond } from '@bluebell/ble/smp';
import { describe, expect, it } from 'vitest';
import { radioOf, TestRadio } from '../../air.contract.ts';
import { UnreachableError } from './command-error.ts';
import { addressIn, findDevice, type Search } from './find-device.ts';

const STRAP = 'C0:00:00:00:00:01';

describe('addressIn', () => {
  it.each(['C0:00:00:00:00:01', 'c0-00-00-00-00-01', 'c00000000001'])('reads %s', (text) => {
    expect(addressIn(text)).toBe(0xc00000000001);
  });

  it.each(['Heart strap', 'strap', 'Abe', 'C0FFEE'])('takes %j for a name', (text) => {
    expect(addressIn(text)).toBeUndefined();
  });

  it.each(['C0:00:00:00:00', 'C0:00:00:00:00:01:02', 'c0:0:0:0:0:1', 'C0:'])(
    'refuses %s, which was meant to be an address',
    (text) => {
      expect(() => addressIn(text)).toThrow(UsageError);
    },
  );
});

describe('findDevice', () => {
  it('does not listen for one whose type is given, or known by its bond', async () => {
    const search = searchWith();
    expect(await findDevice(STRAP, new TestRadio(), { ...search, type: 'random' })).toEqual({
      address: parseAddress(STRAP),
      type: 'random',
    });
    const bonds: readonly Bond[] = [bondWith(STRAP)];
    expect(await findDevice(STRAP, new TestRadio(), { ...search, bonds })).toEqual(bonds[0]?.peer);
  });

  it('takes the first connectable advert of an address', async () => {
    const radio = radioOf([
      advert('C0:00:00:00:00:02'),
      advert(STRAP, { isConnectable: false }),
      advert(STRAP),
    ]);
    expect(await findDevice(STRAP, radio, searchWith())).toMatchObject({
      address: STRAP,
      isConnectable: true,
    });
  });

  it('finds a name in any case, though another advert is the connectable one', async () => {
    const radio = radioOf([
      advert('C0:00:00:00:00:02', { name: 'Heart strap 2' }),
      advert(STRAP),
      advert(STRAP, { name: 'Heart strap', isConnectable: false }),
    ]);
    expect(await findDevice('heart STRAP', radio, searchWith())).toMatchObject({ address: STRAP });
  });

  it('asks which one is meant where several have the name', async () => {
    const radio = radioOf([
      advert(STRAP, { name: 'Strap' }),
      advert('C0:00:00:00:00:02', { name: 'Strap' }),
    ]);
    const finding = findDevice('strap', radio, searchWith());
    await expect(finding).rejects.toThrow(UsageError);
    await expect(finding).rejects.toThrow('C0:00:00:00:00:01, C0:00:00:00:00:02');
  });

  it('waits no longer for namesakes than it must', async () => {
    const clock = new VirtualClock();
    const radio = new TestRadio();
    const finding = findDevice('strap', radio, searchWith({ clock }));
    radio.hear(advert(STRAP, { name: 'Strap' }));
    expect(await clock.run(finding)).toMatchObject({ address: STRAP });
    expect(clock.now()).toBeLessThan(2_000);
  });

  it.each([
    ['nobody', STRAP, [], /^C0:00:00:00:00:01 was not heard within 10 s: .*'bluebell scan'/],
    ['nobody of the name', 'strap', [advert(STRAP)], /^'strap' was not heard within 10 s/],
    [
      'one that takes no connections',
      STRAP,
      [advert(STRAP, { isConnectable: false })],
      /takes no connections now/,
    ],
    [
      'one of the name that takes no connections',
      'strap',
      [advert(STRAP, { name: 'strap', isConnectable: false })],
      /takes no connections now/,
    ],
  ])('says that it has heard %s', async (_, text, adverts, message) => {
    const clock = new VirtualClock();
    const radio = new TestRadio();
    const finding = findDevice(text, radio, searchWith({ clock })).catch((error: unknown) => error);
    for (const one of adverts) radio.hear(one);
    const error = await clock.run(finding);
    expect(error).toBeInstanceOf(UnreachableError);
    expect(String(error).replace('UnreachableError: ', '')).toMatch(message);
    expect(clock.now()).toBe(10_000);
  });

  it('ends when the user does', async () => {
    const stop = new AbortController();
    const finding = findDevice(STRAP, new TestRadio(), searchWith({ signal: stop.signal }));
    stop.abort('enough');
    await expect(finding).rejects.toBe('enough');
  });
});

function searchWith(more: Partial<Search> = {}): Search {
  const { signal } = new AbortController();
  return { bonds: [], timeoutMs: 10_000, clock: new VirtualClock(), signal, ...more };
}

function advert(
  from: string,
  { name, isConnectable = true }: { readonly name?: string; readonly isConnectable?: boolean } = {},
): Advert {
  const data = new TextEncoder().encode(name);
  return new Advert({
    address: parseAddress(from),
    addressType: 'random',
    data: name === undefined ? data : encode(adStructures, [{ type: AdType.completeName, data }]),
    timeMs: 0,
    isConnectable,
  });
}

function bondWith(address: string): Bond {
  return {
    peer: { address: parseAddress(address), type: 'random' },
    security: { isAuthenticated: true, isSecureConnections: true, keySize: 16 },
  };
}
