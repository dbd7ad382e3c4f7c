import { describe, expect, it } from 'vitest';
import { fromHex } from '../core/index.ts';
import { makeResolvable } from '../crypto/index.ts';
import { type KnownIdentity, PeerResolver } from './peer-resolver.ts';

const IRK = '00112233445566778899aabbccddeeff';
const PHONE = { address: 0xc0ffee000001, type: 'random' } as const;
const private1 = { address: makeResolvable(fromHex(IRK), 1), type: 'random' } as const;

describe('PeerResolver', () => {
  it('knows whose private address it is', () => {
    const resolver = new PeerResolver(() => [{ peer: PHONE, peerIrk: IRK }]);
    expect(resolver.resolve(private1)).toEqual(PHONE);
    expect(resolver.resolve({ ...private1, address: private1.address + 1 })).toBeUndefined();
  });

  it.each([
    ['a public address of the same number', { ...private1, type: 'public' as const }],
    ['a static address', PHONE],
  ])('leaves %s alone', (_, address) => {
    expect(
      new PeerResolver(() => [{ peer: PHONE, peerIrk: IRK }]).resolve(address),
    ).toBeUndefined();
  });

  it('goes by what is known at the moment', () => {
    let known: readonly KnownIdentity[] = [];
    const resolver = new PeerResolver(() => known);
    expect(resolver.resolve(private1)).toBeUndefined();
    known = [{ peer: PHONE, peerIrk: IRK }];
    expect(resolver.resolve(private1)).toEqual(PHONE);
    known = [{ peer: PHONE, peerIrk: '0'.repeat(32) }];
    expect(resolver.resolve(private1)).toBeUndefined();
  });

  it.each([
    [IRK, true],
    ['0'.repeat(32), false],
    [undefined, false],
  ])('looks for a peer by the key %s: %s', (peerIrk, isPrivate) => {
    const identity = { peer: PHONE, ...(peerIrk !== undefined && { peerIrk }) };
    const resolver = new PeerResolver(() => [identity]);
    expect(resolver.isPrivate(PHONE.address)).toBe(isPrivate);
    expect(resolver.isPrivate(1)).toBe(false);
  });
});
