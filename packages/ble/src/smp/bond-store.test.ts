import { describe, expect, it } from 'vitest';
import type { Bond } from './bond.ts';
import { MemoryBondStore } from './bond-store.ts';

const PUBLIC: Bond = {
  peer: { address: 0xc4c138000002, type: 'public' },
  security: { isAuthenticated: false, isSecureConnections: true, keySize: 16 },
};
const RANDOM: Bond = { ...PUBLIC, peer: { ...PUBLIC.peer, type: 'random' } };

describe('MemoryBondStore', () => {
  it('keeps one bond a peer, the last one', () => {
    const store = new MemoryBondStore();
    store.save(PUBLIC);
    const newer = { ...PUBLIC, peerIrk: '00' };
    store.save(newer);
    expect(store.find({ ...PUBLIC.peer })).toBe(newer);
    expect([...store.all()]).toEqual([newer]);
  });

  it('takes a public and a random address of one number for two peers', () => {
    const store = new MemoryBondStore();
    store.save(PUBLIC);
    store.save(RANDOM);
    expect(store.find(PUBLIC.peer)).toBe(PUBLIC);
    store.remove(PUBLIC.peer);
    expect(store.find(PUBLIC.peer)).toBeUndefined();
    expect(store.find(RANDOM.peer)).toBe(RANDOM);
  });
});
