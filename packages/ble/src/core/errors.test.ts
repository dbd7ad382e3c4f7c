import { describe, expect, it } from 'vitest';
import { BleError, DecodeError, TimeoutError, TransportError, UsageError } from './errors.ts';

const cause = new Error('the reason');

describe('BleError', () => {
  it.each([
    [new DecodeError('needs 2 bytes, has 1', 3, { cause }), 'DecodeError', 'DECODE'],
    [new TransportError('the port is gone', { cause }), 'TransportError', 'TRANSPORT'],
    [new TimeoutError('no answer within 30 s', { cause }), 'TimeoutError', 'TIMEOUT'],
    [new UsageError('16 bytes, not 15', { cause }), 'UsageError', 'USAGE'],
  ])('is the root of %s: name, stable code, cause', (error, name, code) => {
    expect(error).toBeInstanceOf(BleError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name, code, cause });
  });
});

describe('DecodeError', () => {
  it('says what is wrong and where', () => {
    const error = new DecodeError('needs 2 bytes, has 1', 3);
    expect(error).toMatchObject({ problem: 'needs 2 bytes, has 1', offset: 3 });
    expect(error.message).toBe('needs 2 bytes, has 1 at byte 3');
  });
});
