import { describe, expect, it } from 'vitest';
import { TimeoutError, TransportError, VirtualClock } from '../core/index.ts';
import { LinkEncryption } from './link-encryption.ts';

const WEAK = { isAuthenticated: false, isSecureConnections: false, keySize: 16 };
const STRONG = { isAuthenticated: true, isSecureConnections: true, keySize: 16 };

describe('LinkEncryption', () => {
  it('trusts a key from when it is in use, not from when it was given', () => {
    const encryption = new LinkEncryption();
    encryption.grant(STRONG);
    expect(encryption.security).toBeUndefined();
    expect(encryption.changed()).toEqual(STRONG);
    expect(encryption.security).toEqual(STRONG);
  });

  it('takes the last key that was given', () => {
    const encryption = new LinkEncryption();
    encryption.grant(STRONG);
    encryption.grant(WEAK);
    encryption.changed();
    expect(encryption.security).toEqual(WEAK);
  });

  it('trusts nothing when encryption comes on without a key of ours', () => {
    const encryption = new LinkEncryption();
    expect(encryption.changed()).toBeUndefined();
    expect(encryption.security).toBeUndefined();
  });

  it('tells who started it of the outcome', async () => {
    const clock = new VirtualClock();
    const encryption = new LinkEncryption();
    const well = encryption.start(STRONG, clock);
    expect(encryption.isStarting).toBe(true);
    encryption.changed();
    expect(await well).toEqual(STRONG);
    expect(encryption.isStarting).toBe(false);

    const failure = new TransportError('PIN or key missing');
    const badly = encryption.start(STRONG, clock);
    encryption.changed(failure);
    await expect(badly).rejects.toBe(failure);
    expect(encryption.security).toBeUndefined();
  });

  it('gives up where the controller tells of no outcome in 30 s, and can be started again', async () => {
    const clock = new VirtualClock();
    const encryption = new LinkEncryption();
    const started = encryption.start(STRONG, clock);
    expect(encryption.starting).toBeDefined();
    await expect(clock.run(started)).rejects.toBeInstanceOf(TimeoutError);
    expect(clock.now()).toBe(30_000);
    expect(encryption.isStarting).toBe(false);
    const again = encryption.start(WEAK, clock);
    encryption.changed();
    expect(await again).toEqual(WEAK);
  });

  it('does not trust a key that it was told not to', () => {
    const encryption = new LinkEncryption();
    encryption.grant(STRONG);
    encryption.changed();
    encryption.distrust();
    expect(encryption.security).toBeUndefined();
  });
});
