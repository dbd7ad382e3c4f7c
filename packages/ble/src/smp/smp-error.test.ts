import { describe, expect, it } from 'vitest';
import { SmpError, SmpReason } from './smp-error.ts';

describe('SmpError', () => {
  it('says who refused, why in words of the specification, and what was found', () => {
    const error = SmpError.ours(SmpReason.dhKeyCheckFailed, 'the check value does not fit');
    expect(error.message).toBe(
      'pairing refused, dh key check failed (0x0b): the check value does not fit',
    );
    expect(error).toMatchObject({ name: 'SmpError', code: 'SMP', reason: 11, isFromPeer: false });
    expect(SmpError.fromPeer(5).message).toBe(
      'the peer refused to pair: pairing not supported (0x05)',
    );
  });

  it('keeps a reason that the specification does not know', () => {
    const error = SmpError.fromPeer(0xee);
    expect(error.message).toBe('the peer refused to pair: reason (0xee)');
    expect(error).toMatchObject({ reason: 0xee, isFromPeer: true });
  });
});
