import { describe, expect, it } from 'vitest';
import { fromHex, sleep, TimeoutError, toHex, UsageError } from '../core/index.ts';
import { PacketBoundary } from '../hci/index.ts';
import { GONE, joinLinks, numbered, openEnd } from './ends.contract.ts';
import { FixedCid } from './frame.ts';
import { L2capError } from './l2cap-error.ts';

const ATT = FixedCid.attributeProtocol;
const SMP = FixedCid.securityManager;
const PARAMETERS = { intervalMin: 6, intervalMax: 12, latency: 0, timeout: 200 } as const;

describe('L2cap.fixed', () => {
  it('carries payloads of any size to the same channel of the peer', async () => {
    const { clock, central, peripheral } = joinLinks();
    const heard: string[] = [];
    peripheral.fixed(ATT).onReceive = (payload) => heard.push(`att ${toHex(payload)}`);
    peripheral.fixed(SMP).onReceive = (payload) => heard.push(`smp ${toHex(payload)}`);
    void central.fixed(ATT).send(numbered(517));
    void central.fixed(SMP).send(fromHex('01'));
    await clock.advance(10);
    expect(heard).toEqual([`att ${toHex(numbered(517))}`, 'smp 01']);
    expect(peripheral.violations).toEqual({});
  });

  it('gives the same end again', () => {
    const { l2cap } = openEnd();
    expect(l2cap.fixed(ATT)).toBe(l2cap.fixed(ATT));
  });

  it('tells when there is room again', async () => {
    const { clock, end, l2cap } = openEnd();
    expect(l2cap.fixed(ATT).send(numbered(1))).toBeUndefined();
    end.room = sleep(clock, 50);
    const sending = Promise.resolve(l2cap.fixed(ATT).send(numbered(1))).then(() => clock.now());
    expect(await clock.run(sending)).toBe(50);
  });

  it('tells when the link is gone, and sends nothing then', () => {
    const { end, l2cap } = openEnd();
    const channel = l2cap.fixed(ATT);
    const reasons: unknown[] = [];
    channel.onClose = (reason) => reasons.push(reason);
    l2cap.close(GONE);
    l2cap.close(GONE);
    void channel.send(numbered(1));
    expect([reasons, end.sent, end.onData]).toEqual([[GONE], [], undefined]);
  });
});

describe('L2cap, with frames for nobody', () => {
  it.each([0x0000, 0x0004, 0x0007, 0x0040, 0xffff])('drops and counts one for %i', (cid) => {
    const { end, l2cap } = openEnd();
    end.hearFrame(cid, numbered(3));
    expect(l2cap.violations).toEqual({ unknownChannel: 1 });
    expect(end.sent).toEqual([]);
  });

  it('counts fragments that make no frame', () => {
    const { end, l2cap } = openEnd();
    end.hear(PacketBoundary.continuing, '00');
    expect(l2cap.violations).toEqual({ strayFragment: 1 });
  });
});

describe('L2cap, with signals that break the rules', () => {
  it.each([
    ['too long', `14 01 1400 ${'00'.repeat(20)}`, '0500 01010400 01001700', 'oversizedSignal'],
    ['unknown', '7f 09 0000', '0500 01090200 0000', 'unknownSignal'],
    ['one of an enhanced channel', '17 09 0000', '0500 01090200 0000', 'unknownSignal'],
    ['cut short', '14 09 0a00 8000', '0500 01090200 0000', 'malformedSignal'],
    [
      'two in one frame',
      '06 02 0400 41004000 06 03 0400 41004000',
      '0500 01020200 0000',
      'malformedSignal',
    ],
    ['a response that is cut short', '15 09 0a00 8000', '', 'malformedSignal'],
    ['without an identifier', '06', '', 'malformedSignal'],
    ['of identifier 0', '06 00 0400 41004000', '', 'malformedSignal'],
    ['a response to nothing', '13 01 0200 0000', '', 'unexpectedSignal'],
    ['a rejection of nothing', '01 01 0200 0000', '', 'unexpectedSignal'],
    ['credits for no channel', '16 01 0400 4100 0100', '', 'unexpectedSignal'],
    [
      'the end of no channel',
      '06 01 0400 4100 4000',
      '0500 01010600 02004100 4000',
      'unexpectedSignal',
    ],
  ])('answers what is %s as it must (4, 4.1)', (_, hex, answer, violation) => {
    const { end, l2cap } = openEnd();
    end.hearFrame(FixedCid.leSignalling, fromHex(hex));
    expect(end.takeSent().join()).toBe(toHex(fromHex(answer)));
    expect(l2cap.violations).toEqual({ [violation]: 1 });
  });

  it('answers a flood only as long as there is some room', () => {
    const { end, l2cap } = openEnd();
    end.room = new Promise(() => {});
    for (let i = 0; i < 1000; i++) end.hearFrame(FixedCid.leSignalling, fromHex('7f 09 0000'));
    expect(end.sent.length).toBe(64);
    expect(l2cap.violations).toEqual({ unknownSignal: 1000, floodedSignal: 936 });
  });
});

describe('L2cap.requestParameters', () => {
  it.each([true, false])('tells whether the central takes them: %s (4.20)', async (isTaken) => {
    const asked: unknown[] = [];
    const { clock, peripheral } = joinLinks({
      onParameterRequest: (parameters) => {
        asked.push(parameters);
        return Promise.resolve(isTaken);
      },
    });
    expect(await clock.run(peripheral.requestParameters(PARAMETERS))).toBe(isTaken);
    expect(asked).toEqual([PARAMETERS]);
  });

  it('is refused by a central that nobody asks, or whose callback fails', async () => {
    for (const options of [{}, { onParameterRequest: fails }]) {
      const { clock, peripheral } = joinLinks(options);
      expect(await clock.run(peripheral.requestParameters(PARAMETERS))).toBe(false);
    }
  });

  it('is refused, and nobody asked, where the values cannot be', async () => {
    const { clock, end } = openEnd({ onParameterRequest: () => true });
    end.hearSignal({
      kind: 'connectionParameterUpdateRequest',
      identifier: 3,
      ...PARAMETERS,
      timeout: 1,
    });
    await clock.advance(0);
    expect(end.takeSent()).toEqual(['0500130302000100']);
  });

  it('is rejected by a peripheral (4.20)', async () => {
    const { clock, end, l2cap } = openEnd({ role: 'peripheral' });
    end.hearSignal({ kind: 'connectionParameterUpdateRequest', identifier: 3, ...PARAMETERS });
    await clock.advance(0);
    expect(end.takeSent()).toEqual(['0500010302000000']);
    expect(l2cap.violations).toEqual({ unexpectedSignal: 1 });
  });

  it('fails when the central rejects the command', async () => {
    const { end, l2cap } = openEnd({ role: 'peripheral' });
    const asking = l2cap.requestParameters(PARAMETERS);
    end.hearFrame(FixedCid.leSignalling, fromHex('01 01 0200 0000'));
    await expect(asking).rejects.toBeInstanceOf(L2capError);
  });

  it('fails when no answer comes in 30 s, or earlier where the caller says so', async () => {
    const { clock, l2cap } = openEnd({ role: 'peripheral' });
    const waiting = [undefined, { timeoutMs: 1000 }].map((options) =>
      l2cap.requestParameters(PARAMETERS, options).catch((error: unknown) => [clock.now(), error]),
    );
    expect(await clock.run(Promise.all(waiting))).toEqual([
      [30_000, expect.any(TimeoutError)],
      [1000, expect.any(TimeoutError)],
    ]);
  });

  it('fails with the reason when the link is gone', async () => {
    const { l2cap } = openEnd({ role: 'peripheral' });
    const asking = l2cap.requestParameters(PARAMETERS);
    l2cap.close(GONE);
    await expect(asking).rejects.toBe(GONE);
    await expect(l2cap.requestParameters(PARAMETERS)).rejects.toBe(GONE);
  });

  it('is no request that a central makes, nor one of values that cannot be', async () => {
    const { central, peripheral } = joinLinks();
    await expect(central.requestParameters(PARAMETERS)).rejects.toBeInstanceOf(UsageError);
    const wrong = { ...PARAMETERS, intervalMin: 1 };
    await expect(peripheral.requestParameters(wrong)).rejects.toBeInstanceOf(UsageError);
  });
});

function fails(): Promise<boolean> {
  return Promise.reject(new Error('oops'));
}
