import { describe, expect, it } from 'vitest';
import { Waiting } from './waiting.ts';

describe('Waiting', () => {
  it('gives all pieces as one, in their order', () => {
    const waiting = new Waiting();
    waiting.add(Uint8Array.of(1, 2));
    waiting.add(Uint8Array.of());
    waiting.add(Uint8Array.of(3));
    expect(waiting.size).toBe(3);
    expect(waiting.take()).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('is empty once its bytes are taken', () => {
    const waiting = new Waiting();
    waiting.add(Uint8Array.of(1, 2));
    waiting.take();
    expect(waiting.size).toBe(0);
    expect(waiting.take()).toEqual(new Uint8Array(0));
  });

  it('does not copy a single piece', () => {
    const waiting = new Waiting();
    const piece = Uint8Array.of(1, 2);
    waiting.add(piece);
    expect(waiting.take()).toBe(piece);
  });
});
