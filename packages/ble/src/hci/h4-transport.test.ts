import { describe, expect, it } from 'vitest';
import { type Clock, fromHex, TransportError, toHex, VirtualClock } from '../core/index.ts';
import { bytePipe } from './byte-pipe.contract.ts';
import { H4Framer } from './h4.ts';
import { H4Transport } from './h4-transport.ts';
import { transportContract } from './transport.contract.ts';

const COMPLETED = fromHex('0413050140000100');

transportContract('H4Transport', async () => trial((clock) => ({ recovery: { clock } }), true));
transportContract('H4Transport without recovery', async () => trial(() => ({}), false));

describe('H4Transport', () => {
  it('closes a stream that is out of step where it cannot recover, and says why', async () => {
    const clock = new VirtualClock();
    const { near, far } = bytePipe(clock);
    const transport = new H4Transport(near);
    const errors: TransportError[] = [];
    transport.onClose = (error) => errors.push(error);
    far.write(fromHex('00'));
    await clock.advance(1);
    expect(errors.map(({ message }) => message)).toEqual([
      'pipe: H4 out of step: 0x00 is no packet indicator; check baud rate and flow control',
    ]);
    expect(() => transport.send(COMPLETED)).toThrow(TransportError);
    expect(far.isOpen).toBe(false);
  });

  it('goes on after noise where it can recover', async () => {
    const clock = new VirtualClock();
    const { near, far } = bytePipe(clock);
    const transport = new H4Transport(near, { recovery: { clock } });
    const heard: string[] = [];
    transport.onPacket = (packet) => heard.push(toHex(packet));
    far.write(fromHex('00ffaa'));
    far.write(COMPLETED);
    await clock.advance(1);
    expect(heard).toEqual([toHex(COMPLETED)]);
    expect(transport.recovery?.dropped).toBe(3);
  });
});

/** A transport over a pipe. */
function trial(
  options: (clock: Clock) => ConstructorParameters<typeof H4Transport>[1],
  hasLink: boolean,
) {
  const clock = new VirtualClock();
  const { near, far } = bytePipe(clock);
  const transport = new H4Transport(near, options(clock));
  if (hasLink) transport.recovery?.expect({ isConnected: () => true, longestAcl: 251 });
  const framer = new H4Framer();
  const arrived: Uint8Array[] = [];
  let onArrival: (() => void) | undefined;
  far.onBytes = (chunk) => {
    arrived.push(...framer.push(chunk));
    onArrival?.();
  };
  return {
    transport,
    run: <T>(promise: Promise<T>) => clock.run(promise),
    far: {
      send: (packet: Uint8Array) => far.write(packet),
      close: () => void far.close(),
      next: () =>
        new Promise<Uint8Array>((resolve) => {
          onArrival = () => {
            const packet = arrived.shift();
            if (packet) resolve(packet);
          };
          onArrival();
        }),
    },
  };
}
