import { describe, expect, it } from 'vitest';
import { AttError } from '../../att/index.ts';
import { fromHex, toHex, UsageError } from '../../core/index.ts';
import { dataSignature } from '../../crypto/index.ts';
import { firstOf, listen, numbered, twoValues } from './ends.contract.ts';
import { GattError } from './gatt-error.ts';

const LENGTHS = [0, 1, 21, 22, 23, 43, 44, 45, 500, 511, 512];

describe('RemoteCharacteristic.read', () => {
  it.each(LENGTHS)('gives a value of %i bytes whole, at ATT_MTU 23 (4.8.3)', async (length) => {
    const { clock, first } = await twoValues({ value: numbered(length) });
    expect(toHex(await clock.run(first.read()))).toBe(toHex(numbered(length)));
  });

  it.each(LENGTHS)('gives a value of %i bytes whole, at ATT_MTU 247', async (length) => {
    const { clock, first } = await twoValues({ value: numbered(length), mtu: 247 });
    expect(toHex(await clock.run(first.read()))).toBe(toHex(numbered(length)));
  });

  it('takes one request for what fits in one answer', async () => {
    const { clock, near, first } = await twoValues({ value: numbered(21) });
    near.sent.length = 0;
    await clock.run(first.read());
    expect(near.sent.map(toHex)).toEqual(['0a0300']);
  });

  it.each([0x0b, 0x07])(
    'takes error %i as the end of a value that fills an answer',
    async (code) => {
      const { client, hear } = listen();
      const first = await firstOf(client, hear);
      const reading = first.read();
      await hear(`0b${'aa'.repeat(22)}`, `010c0300${code.toString(16).padStart(2, '0')}`);
      expect((await reading).length).toBe(22);
    },
  );

  it('reads whole what comes while ATT_MTU is being exchanged', async () => {
    const { clock, client, first } = await twoValues({ value: numbered(100) });
    const [, value] = await clock.run(Promise.all([client.exchangeMtu(64), first.read()]));
    expect(toHex(value)).toBe(toHex(numbered(100)));
  });

  it('reads on what filled its answer, when ATT_MTU has grown right behind it', async () => {
    const { clock, end, client, hear } = listen();
    const first = await firstOf(client, hear);
    const reading = first.read();
    await clock.advance(0);
    const exchange = client.exchangeMtu(64);
    end.hear(`0b${'aa'.repeat(22)}`);
    end.hear('034000');
    await hear('0dbb');
    expect([await exchange, toHex(await reading)]).toEqual([64, `${'aa'.repeat(22)}bb`]);
  });

  it('rejects with what the peer says', async () => {
    const { clock, first } = await twoValues({ readError: 5 });
    const error = await clock.run(first.read().catch((reason: Error) => reason));
    expect(error).toBeInstanceOf(AttError);
    expect(String(error)).toContain('Insufficient Authentication (0x05) at handle 0x0003');
  });

  it('gives up on a value without an end, and counts it', async () => {
    const { client, hear } = listen();
    const first = await firstOf(client, hear);
    const reading = first.read().catch((error: Error) => error);
    const full = 'aa'.repeat(22);
    await hear(`0b${full}`, ...Array.from({ length: 23 }, () => `0d${full}`));
    expect(await reading).toBeInstanceOf(GattError);
    expect(client.violations).toEqual({ endlessValue: 1 });
  });

  it('allows its time for all requests together, and stops then', async () => {
    const { clock, near, first } = await twoValues({ value: numbered(512) });
    near.sent.length = 0;
    const reading = first.read({ timeoutMs: 100 }).catch((error: Error) => error.name);
    await clock.advance(100);
    expect(await reading).toBe('TimeoutError');
    await clock.advance(1000);
    expect(near.sent.length).toBe(3);
  });

  it('stops when its signal aborts', async () => {
    const { clock, first } = await twoValues({ value: numbered(512) });
    const abort = new AbortController();
    const reading = first.read({ signal: abort.signal }).catch((reason: unknown) => reason);
    await clock.advance(50);
    abort.abort('enough');
    expect(await reading).toBe('enough');
    await expect(first.read({ signal: abort.signal })).rejects.toBe('enough');
  });

  it('rejects with the reason when the link ends', async () => {
    const { clock, first, lose } = await twoValues();
    const reading = first.read().catch((error: Error) => error);
    await clock.advance(0);
    const reason = lose('peer');
    expect(await reading).toBe(reason);
    await expect(first.read()).rejects.toBe(reason);
  });
});

describe('RemoteCharacteristic.write', () => {
  it.each(LENGTHS)('writes a value of %i bytes whole, at ATT_MTU 23 (4.9.4)', async (length) => {
    const { clock, store, first } = await twoValues();
    await clock.run(first.write(numbered(length)));
    expect(toHex(store.valueOf(3))).toBe(toHex(numbered(length)));
    expect(store.writes.length).toBe(1);
  });

  it('waits for the answer, where the peer gives one', async () => {
    const { clock, near, first } = await twoValues({ properties: '0e' });
    near.sent.length = 0;
    await clock.run(first.write(Uint8Array.of(1)));
    expect(near.sent.map(toHex)).toEqual(['12030001']);
  });

  it.each([
    ['it is asked to', '0e', { withoutResponse: true }],
    ['the characteristic takes nothing else', '06', {}],
  ])('does not wait, where %s', async (_, properties, options) => {
    const { clock, near, store, first } = await twoValues({ properties });
    near.sent.length = 0;
    await clock.run(first.write(Uint8Array.of(1), options));
    await clock.advance(1000);
    expect(near.sent.map(toHex)).toEqual(['52030001']);
    expect(toHex(store.valueOf(3))).toBe('01');
  });

  it('waits for room without response, so that a loop is as fast as the air', async () => {
    const { clock, near, first } = await twoValues();
    const rooms: (() => void)[] = [];
    near.send = () => new Promise((resolve) => void rooms.push(resolve));
    const order: string[] = [];
    const writing = first
      .write(numbered(20), { withoutResponse: true })
      .then(() => order.push('done'));
    await clock.advance(1000);
    order.push('room');
    rooms[0]?.();
    await writing;
    expect(order).toEqual(['room', 'done']);
  });

  it.each([
    [21, { withoutResponse: true }, 'a value of 21 bytes, where 20 fit'],
    [513, {}, 'a value of 513 bytes, where 512 fit'],
    [9, { isSigned: true }, 'a value of 9 bytes, where 8 fit'],
  ])('refuses %i bytes with %o', async (length, options, message) => {
    const { first } = await twoValues({ sign: () => new Uint8Array(12) });
    const error: unknown = await first.write(numbered(length), options).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(message);
  });

  it('keeps commands in their order', async () => {
    const { clock, far, first } = await twoValues();
    const heard: string[] = [];
    far.onReceive = (pdu) => void heard.push(toHex(pdu));
    const writes = [1, 2, 3].map((byte) =>
      first.write(Uint8Array.of(byte), { withoutResponse: true }),
    );
    await clock.run(Promise.all(writes));
    await clock.advance(1000);
    expect(heard).toEqual(['52030001', '52030002', '52030003']);
  });

  it('keeps two long writes at a time apart', async () => {
    const { clock, store, first } = await twoValues();
    await clock.run(Promise.all([first.write(numbered(100)), first.write(numbered(50))]));
    expect(store.valueOf(3).length).toBe(50);
  });

  it('leaves nothing prepared, when its time is over', async () => {
    const { clock, store, first } = await twoValues();
    const writing = first.write(numbered(512), { timeoutMs: 100 }).catch((e: Error) => e.name);
    await clock.advance(100);
    expect(await writing).toBe('TimeoutError');
    await clock.run(first.write(numbered(40)));
    expect(toHex(store.valueOf(3))).toBe(toHex(numbered(40)));
  });

  it('rejects with what the peer says', async () => {
    const { clock, first } = await twoValues({ writeError: 3 });
    await expect(clock.run(first.write(numbered(1)))).rejects.toThrow('Write Not Permitted');
    await expect(clock.run(first.write(numbered(100)))).rejects.toThrow('Write Not Permitted');
  });
});

describe('a signed write', () => {
  const CSRK = fromHex('00112233445566778899aabbccddeeff');

  it('carries the signature of opcode, handle and value (4.9.2)', async () => {
    const { clock, near, first } = await twoValues({
      sign: (message) => dataSignature(CSRK, message, 7),
    });
    near.sent.length = 0;
    await clock.run(first.write(Uint8Array.of(0x2a), { isSigned: true }));
    const signature = dataSignature(CSRK, fromHex('d203002a'), 7);
    expect(near.sent.map(toHex)).toEqual([`d203002a${toHex(signature)}`]);
  });

  it('is a plain one on an encrypted link', async () => {
    const { clock, near, first } = await twoValues({ isEncrypted: () => true });
    near.sent.length = 0;
    await clock.run(first.write(Uint8Array.of(0x2a), { isSigned: true }));
    expect(near.sent.map(toHex)).toEqual(['5203002a']);
  });

  it('needs a key, and has no response', async () => {
    const { first } = await twoValues();
    await expect(first.write(numbered(1), { isSigned: true })).rejects.toThrow(
      'no key to sign with',
    );
    const contradiction = first.write(numbered(1), { isSigned: true, withoutResponse: false });
    await expect(contradiction).rejects.toBeInstanceOf(UsageError);
  });
});
