import { describe, expect, it } from 'vitest';
import {
  fromHex,
  silentLog,
  sleep,
  TimeoutError,
  toHex,
  UsageError,
  type VirtualClock,
} from '../core/index.ts';
import type { CreditChannel } from './credit-channel.ts';
import type { ChannelListener, ChannelSettings } from './credit-channels.ts';
import { GONE, joinLinks, numbered, openEnd } from './ends.contract.ts';
import type { L2cap, L2capOptions } from './l2cap.ts';
import { ConnectionResult, L2capError } from './l2cap-error.ts';

const SPSM = 0x80;
const SMALL = { mtu: 100, mps: 23, initialCredits: 2 } as const;
/** What a peer opens by hand. */
const REQUEST = {
  kind: 'leCreditBasedConnectionRequest',
  identifier: 1,
  spsm: SPSM,
  sourceCid: 0x50,
  mtu: 100,
  mps: 23,
  initialCredits: 3,
} as const;

describe('a channel with credits', () => {
  it.each([{}, SMALL, { mps: 65_533, mtu: 65_535, initialCredits: 1 }])(
    'carries SDUs both ways, in order, with settings %j',
    async (settings) => {
      const { clock, here, there, heard } = await openChannel(settings);
      const sizes = [0, 1, 21, 22, 23, 100, 100, 99];
      await clock.run(
        Promise.all(
          sizes.flatMap((size) => [here.send(numbered(size)), there.send(numbered(size))]),
        ),
      );
      await clock.advance(1000);
      const all = sizes.map((size) => toHex(numbered(size)));
      expect(heard).toEqual({ here: all, there: all });
    },
  );

  it('is of use to the listener in the turn in which it is given', async () => {
    const { clock, central, peripheral } = joinLinks();
    peripheral.listen(SPSM, { onChannel: (channel) => void channel.send(fromHex('aa')) });
    const channel = await clock.run(central.connect(SPSM));
    await clock.advance(100);
    const heard: string[] = [];
    // Long after it came: it has waited.
    channel.onReceive = (sdu) => void heard.push(toHex(sdu));
    expect(heard).toEqual(['aa']);
  });

  it('sends no faster than a slow reader takes (10.1)', async () => {
    const { clock, here, there } = await openChannel(SMALL);
    const taken: number[] = [];
    there.onReceive = async () => {
      await sleep(clock, 1000);
      taken.push(clock.now());
    };
    const sent: number[] = [];
    for (let i = 0; i < 5; i++) void here.send(numbered(10)).then(() => sent.push(i));
    await clock.advance(500);
    expect(sent).toEqual([0, 1]);
    await clock.advance(10_000);
    expect([sent.length, taken.length]).toEqual([5, 5]);
  });

  it('refuses an SDU that the peer does not take, and stays open', async () => {
    const { clock, here } = await openChannel(SMALL);
    await expect(clock.run(here.send(numbered(101)))).rejects.toBeInstanceOf(UsageError);
    expect([here.isOpen, here.mtu, here.spsm]).toEqual([true, 100, SPSM]);
    await clock.run(here.send(numbered(100)));
  });

  it('sends an SDU as it was when it was asked to', async () => {
    const { clock, here, heard } = await openChannel({});
    const sdu = Uint8Array.of(1);
    const sending = here.send(sdu);
    sdu[0] = 9;
    await clock.run(sending);
    await clock.advance(100);
    expect(heard.there).toEqual(['01']);
  });

  it('goes on when its reader throws, and says so', async () => {
    const lines: string[] = [];
    const log = { ...silentLog, error: (_: string, message: string) => lines.push(message) };
    const { clock, here, there } = await openChannel(SMALL, { log });
    here.onReceive = () => {
      throw new Error('oops');
    };
    await clock.run(Promise.all([1, 2, 3].map(() => there.send(numbered(5)))));
    await clock.advance(100);
    expect(here.isOpen).toBe(true);
    expect(lines).toEqual(Array.from({ length: 3 }, () => 'onReceive threw: Error: oops'));
  });

  it('is closed in peace by either side, and rejects what waits', async () => {
    const { clock, here, there, central, peripheral } = await openChannel(SMALL);
    const closes: unknown[] = [];
    here.onClose = (reason) => void closes.push(['here', reason]);
    there.onClose = (reason) => void closes.push(['there', reason]);
    there.onReceive = () => new Promise(() => {});
    const sending = here.send(numbered(90)).catch((error: unknown) => error);
    await clock.advance(100);
    const waiting = here.send(numbered(90)).catch((error: unknown) => error);
    await clock.run(Promise.all([there.close(), there.close()]));
    expect(closes).toEqual([
      ['there', undefined],
      ['here', undefined],
    ]);
    expect(await sending).toBeUndefined();
    expect(await waiting).toBeInstanceOf(L2capError);
    await expect(here.send(numbered(1))).rejects.toThrow('the channel is closed');
    expect([central.violations, peripheral.violations]).toEqual([{}, {}]);
  });

  it('can be closed by both sides at once, and its number is free again', async () => {
    const { clock, here, there, central } = await openChannel({});
    await clock.run(Promise.all([here.close(), there.close()]));
    const again = await clock.run(central.connect(SPSM));
    expect(again.isOpen).toBe(true);
    await clock.run(again[Symbol.asyncDispose]());
    expect(again.isOpen).toBe(false);
  });

  it('ends with the link, and says why', async () => {
    const { clock, here, central } = await openChannel(SMALL);
    const reasons: unknown[] = [];
    here.onClose = (reason) => void reasons.push(reason);
    const sending = here.send(numbered(100)).catch((error: unknown) => error);
    await clock.advance(0);
    central.close(GONE);
    expect(await sending).toBe(GONE);
    expect(reasons).toEqual([GONE]);
    await here.close();
  });
});

describe('L2cap.connect', () => {
  it('fails with the word of the peer (4.23)', async () => {
    const { clock, central, peripheral } = joinLinks();
    peripheral.listen(SPSM, {
      admit: () => ConnectionResult.insufficientEncryption,
      onChannel: () => {},
    });
    const results = [SPSM, 0x81].map((spsm) =>
      central.connect(spsm).catch((error: unknown) => error),
    );
    const errors = await clock.run(Promise.all(results));
    expect(errors.map((error) => error instanceof L2capError && error.result)).toEqual([8, 2]);
    expect(String(errors[0])).toContain('insufficient encryption (0x0008)');
  });

  it('fails where the service cannot say whether it admits the link', async () => {
    const { clock, central, peripheral } = joinLinks();
    peripheral.listen(SPSM, {
      admit: () => {
        throw new RangeError('a fault of the program');
      },
      onChannel: () => {},
    });
    const connecting = central.connect(SPSM).catch((error: unknown) => error);
    expect(await clock.run(connecting)).toMatchObject({
      result: ConnectionResult.noResourcesAvailable,
    });
  });

  it('closes a channel that opens when nobody waits for it any more', async () => {
    const { clock, central, peripheral } = joinLinks();
    const given: CreditChannel[] = [];
    peripheral.listen(SPSM, { onChannel: (channel) => void given.push(channel) });
    const connecting = central.connect(SPSM, {}, { timeoutMs: 5 }).catch((error: unknown) => error);
    expect(await clock.run(connecting)).toBeInstanceOf(TimeoutError);
    await clock.advance(1000);
    expect(given.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  it.each([
    ['a number that is no channel', { destinationCid: 0x3f }],
    ['too small an MTU', { mtu: 22 }],
    ['too small an MPS', { mps: 22 }],
    ['too large an MPS', { mps: 65_534 }],
  ])('fails where the peer agrees to %s, and closes that', async (_, change) => {
    const { end, l2cap } = openEnd();
    const connecting = l2cap.connect(SPSM);
    const agreed = { destinationCid: 0x50, mtu: 23, mps: 23, initialCredits: 1, result: 0 };
    const kind = 'leCreditBasedConnectionResponse';
    end.hearSignal({ kind, identifier: 1, ...agreed, ...change });
    await expect(connecting).rejects.toBeInstanceOf(L2capError);
    expect(end.takeSent().at(-1)).toMatch(/^050006/);
    expect(l2cap.violations).toEqual({ badParameters: 1 });
  });

  it('opens 64 channels and no more', async () => {
    const { clock, central, peripheral } = joinLinks();
    peripheral.listen(SPSM, { onChannel: () => {} });
    await clock.run(Promise.all(Array.from({ length: 64 }, () => central.connect(SPSM))));
    await expect(central.connect(SPSM)).rejects.toThrow('no channel is free');
  });

  it.each([
    [0, {}],
    [256, {}],
    [SPSM, { mtu: 22 }],
    [SPSM, { mtu: 65_536 }],
    [SPSM, { mps: 22 }],
    [SPSM, { mps: 65_534 }],
    [SPSM, { initialCredits: 0 }],
  ])('refuses SPSM %i with %j, as does listen', async (spsm, settings) => {
    const { l2cap } = openEnd();
    await expect(l2cap.connect(spsm, settings)).rejects.toBeInstanceOf(UsageError);
    expect(() => l2cap.listen(spsm, { ...settings, onChannel: () => {} })).toThrow(UsageError);
  });
});

describe('L2cap.listen', () => {
  it('takes one listener a service, until it is called off', () => {
    const { end, l2cap } = openEnd();
    const stop = l2cap.listen(SPSM, { onChannel: () => {} });
    expect(() => l2cap.listen(SPSM, { onChannel: () => {} })).toThrow(UsageError);
    stop();
    end.hearSignal(REQUEST);
    expect(end.takeSent()).toEqual(['050015010a0000000000000000000200']);
  });

  it.each([
    ['a number that is no channel', { sourceCid: 0x3f }, '0900'],
    ['too small an MTU', { mtu: 22 }, '0b00'],
    ['too small an MPS', { mps: 22 }, '0b00'],
  ])('refuses %s (4.22)', (_, change, result) => {
    const { end, l2cap } = openEnd();
    l2cap.listen(SPSM, { onChannel: () => {} });
    end.hearSignal({ ...REQUEST, ...change });
    expect(end.takeSent()).toEqual([`050015010a000000000000000000${result}`]);
    expect(l2cap.violations).toEqual({ badParameters: 1 });
  });

  it('refuses a number that the peer has given already (4.23)', () => {
    const { end } = listenByHand();
    end.hearSignal({ ...REQUEST, identifier: 2 });
    expect(end.takeSent()).toEqual(['050015020a0000000000000000000a00']);
  });

  it('closes a channel that the service fails to take', () => {
    const { end } = listenByHand({
      onChannel: () => {
        throw new Error('oops');
      },
    });
    expect(end.takeSent()).toEqual(['0500060104005000 4000'.replace(' ', '')]);
  });
});

describe('a peer that breaks the rules of a channel', () => {
  it.each([
    ['sends without a credit', ['0100aa', '0100bb', '0100cc'], 'noCredit'],
    ['sends a frame longer than MPS', [`1600${'00'.repeat(22)}`], 'oversizedSegment'],
    ['announces an SDU longer than MTU', ['650000'], 'badSdu'],
    ['sends more than it announced', ['0200aabbcc'], 'badSdu'],
    ['has no room for the length', ['00'], 'badSdu'],
  ])('loses the channel when it %s (3.4.3, 10.1)', (_, frames, violation) => {
    const { end, l2cap, closes } = listenByHand();
    for (const hex of frames) end.hearFrame(0x40, fromHex(hex));
    expect(l2cap.violations).toEqual({ [violation]: 1 });
    expect(closes).toEqual([expect.any(L2capError)]);
    expect(end.takeSent()).toEqual(['05000601040050004000']);
    // What comes until it has agreed to the end is dropped.
    end.hearFrame(0x40, fromHex('0100aa'));
    expect(l2cap.violations).toEqual({ [violation]: 1 });
  });

  it('loses the channel when it grants more than 65,535 credits (4.24)', () => {
    const { end, closes } = listenByHand();
    grant(end, 65_532);
    expect(closes).toEqual([]);
    grant(end, 1);
    expect(closes).toEqual([expect.any(L2capError)]);
  });

  it('keeps it when it grants none, or closes it under a wrong number', () => {
    const { end, l2cap, closes } = listenByHand();
    grant(end, 0);
    const kind = 'disconnectionRequest';
    end.hearSignal({ kind, identifier: 8, destinationCid: 0x40, sourceCid: 0x51 });
    expect([closes, end.takeSent()]).toEqual([[], []]);
    expect(l2cap.violations).toEqual({ badCredits: 1, unexpectedSignal: 1 });
  });

  it('does not keep us waiting for the end of a channel for ever', async () => {
    const { clock, channel } = listenByHand();
    const start = clock.now();
    await clock.run(channel().close());
    expect(clock.now() - start).toBe(30_000);
  });
});

interface Opened {
  readonly clock: VirtualClock;
  readonly central: L2cap;
  readonly peripheral: L2cap;
  readonly here: CreditChannel;
  readonly there: CreditChannel;
  /** What each end heard, as hex. */
  readonly heard: { readonly here: string[]; readonly there: string[] };
}

/** A channel between two ends, with the same settings on both. */
async function openChannel(
  settings: ChannelSettings,
  options?: Partial<L2capOptions>,
): Promise<Opened> {
  const { clock, central, peripheral } = joinLinks(options);
  const heard = { here: [] as string[], there: [] as string[] };
  const given: CreditChannel[] = [];
  peripheral.listen(SPSM, { ...settings, onChannel: (channel) => void given.push(channel) });
  const here = await clock.run(central.connect(SPSM, settings));
  const [there] = given;
  if (!there) throw new Error('the listener was given no channel');
  here.onReceive = (sdu) => void heard.here.push(toHex(sdu));
  there.onReceive = (sdu) => void heard.there.push(toHex(sdu));
  return { clock, central, peripheral, here, there, heard };
}

/** A channel 0x40 of ours, with the settings of `SMALL`, to 0x50 of a peer that is played by hand. */
function listenByHand(listener: Partial<ChannelListener> = {}) {
  const { clock, end, l2cap } = openEnd();
  const closes: unknown[] = [];
  const given: CreditChannel[] = [];
  const onChannel = (channel: CreditChannel) => {
    given.push(channel);
    channel.onClose = (reason) => void closes.push(reason);
  };
  l2cap.listen(SPSM, { ...SMALL, onChannel, ...listener });
  end.hearSignal(REQUEST);
  end.sent.shift();
  const channel = () => {
    const [first] = given;
    if (!first) throw new Error('no channel was opened');
    return first;
  };
  return { clock, end, l2cap, closes, channel };
}

function grant(end: ReturnType<typeof openEnd>['end'], credits: number): void {
  end.hearSignal({ kind: 'flowControlCreditInd', identifier: 9, cid: 0x50, credits });
}
