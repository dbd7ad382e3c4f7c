// What everything that calls itself an HciTransport must do, as tests.

import { describe, expect, it } from 'vitest';
import { fromHex, TransportError } from '../core/index.ts';
import type { HciTransport } from './transport.ts';

/** A transport to try, and what is at its far side. */
export interface TransportOnTrial {
  readonly transport: HciTransport;
  readonly far: FarSide;
  /** Lets time pass until a promise settles; left out where time passes by itself. */
  readonly run?: <T>(promise: Promise<T>) => Promise<T>;
}

/** The controller's end of a transport. */
export interface FarSide {
  /** The next packet that was sent to it, waiting for it if need be. */
  next(): Promise<Uint8Array>;
  /** Sends a whole packet to the host. */
  send(packet: Uint8Array): void;
  /** Goes away, as an unplugged device does. */
  close(): void;
}

const RESET = fromHex('01 030c 00');
const RESET_COMPLETE = fromHex('04 0e 04 01 030c 00');

/** One packet of each kind that a controller sends, the longest event and long data among them. */
const FROM_CONTROLLER: readonly Uint8Array[] = [
  RESET_COMPLETE,
  fromHex(`04 0e ff 01 0220 ${'aa'.repeat(252)}`),
  fromHex('04 13 05 01 4000 0100'),
  RESET_COMPLETE,
];

/**
 * Declares the tests that every transport passes.
 *
 * @param open opens a transport of its own for each test; the test closes it.
 */
export function transportContract(name: string, open: () => Promise<TransportOnTrial>): void {
  describe(`${name}, as any HciTransport`, () => {
    it('has a name', () =>
      trial(async ({ transport }) => {
        expect(transport.name).not.toBe('');
      }));

    it('carries packets to the controller, whole and in order', () =>
      trial(async ({ transport, far, run }) => {
        const packets = [
          RESET,
          fromHex('01 0120 08 ff00000000000000'),
          aclOf(251),
          aclOf(0),
          RESET,
        ];
        for (const packet of packets) transport.send(packet);
        for (const packet of packets) expect(await run(far.next())).toEqual(packet);
      }));

    it('carries packets to the host, whole and in order', () =>
      trial(async ({ transport, far, run }) => {
        const inbox = listen(transport);
        for (const packet of FROM_CONTROLLER) far.send(packet);
        expect(await run(inbox.take(FROM_CONTROLLER.length))).toEqual(FROM_CONTROLLER);
      }));

    it('says when there is room for more, however much was sent at once', () =>
      trial(async ({ transport, far, run }) => {
        const packets = Array.from({ length: 500 }, (_, i) => aclOf(i % 252));
        for (const packet of packets) transport.send(packet);
        const room = transport.room ?? Promise.resolve();
        for (const packet of packets) expect(await run(far.next())).toEqual(packet);
        await expect(run(room)).resolves.toBeUndefined();
        expect(transport.room).toBeUndefined();
      }));

    it('calls nobody while something is being sent', () =>
      trial(async ({ transport, far, run }) => {
        const inbox = listen(transport);
        far.send(RESET_COMPLETE);
        transport.send(RESET);
        expect(inbox.heard).toEqual([]);
        expect(await run(inbox.take(1))).toEqual([RESET_COMPLETE]);
      }));

    it('tells once that the far side is gone, after what had come before', () =>
      trial(async ({ transport, far, run }) => {
        const inbox = listen(transport);
        far.send(RESET_COMPLETE);
        // Waiting for it: devices that vanish take what is under way with them.
        expect(await run(inbox.take(1))).toEqual([RESET_COMPLETE]);
        far.close();
        const error = await run(inbox.closed);
        expect(error).toBeInstanceOf(TransportError);
        expect(error.message).toContain(transport.name);
        expect(inbox.closings).toBe(1);
      }));

    it('refuses to send once the far side is gone', () =>
      trial(async ({ transport, far, run }) => {
        const inbox = listen(transport);
        far.close();
        await run(inbox.closed);
        expect(() => transport.send(RESET)).toThrow(TransportError);
      }));

    it('refuses to send once it is closed, and calls nobody any more', () =>
      trial(async ({ transport, far, run }) => {
        const inbox = listen(transport);
        await run(transport.close());
        expect(() => transport.send(RESET)).toThrow(TransportError);
        far.close();
        await run(transport.close());
        expect(inbox.heard).toEqual([]);
        expect(inbox.closings).toBe(0);
      }));

    it('takes no harm from being closed twice, by `await using` too', () =>
      trial(async ({ transport, run }) => {
        await run(transport.close());
        await expect(run(transport[Symbol.asyncDispose]())).resolves.toBeUndefined();
      }));
  });

  async function trial(test: (on: Required<TransportOnTrial>) => Promise<void>): Promise<void> {
    const { transport, far, run = (promise) => promise } = await open();
    try {
      await test({ transport, far, run });
    } finally {
      await run(transport.close());
      far.close();
    }
  }
}

/** ACL data of the host that carries `length` bytes, which differ. */
function aclOf(length: number): Uint8Array {
  const data = Uint8Array.from({ length }, (_, i) => length + i);
  return Uint8Array.of(0x02, 0x40, 0x00, length, 0x00, ...data);
}

/** Keeps what a transport gives. */
function listen(transport: HciTransport) {
  const heard: Uint8Array[] = [];
  const state = { closings: 0, arrived: () => {} };
  transport.onPacket = (packet) => {
    heard.push(packet);
    state.arrived();
  };
  const closed = new Promise<TransportError>((resolve) => {
    transport.onClose = (error) => {
      state.closings++;
      resolve(error);
    };
  });
  return {
    heard,
    closed,
    get closings() {
      return state.closings;
    },
    /** The first packets, once they are there. */
    take: (count: number) =>
      new Promise<readonly Uint8Array[]>((resolve) => {
        state.arrived = () => {
          if (heard.length >= count) resolve(heard.slice(0, count));
        };
        state.arrived();
      }),
  };
}
