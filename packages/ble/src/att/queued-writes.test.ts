import { describe, expect, it } from 'vitest';
import { toHex } from '../core/index.ts';
import { attribute, connect, DELAY_MS, numbered } from './ends.contract.ts';
import { QueuedWriter } from './queued-writes.ts';

describe('QueuedWriter', () => {
  it('writes 512 bytes at ATT_MTU 23 (Part G, 4.9.4)', async () => {
    const { clock, store, near, writer } = prepare();
    await clock.run(writer.write([{ attributeHandle: 3, attributeValue: numbered(512) }]));
    expect(toHex(store.valueOf(3))).toBe(toHex(numbered(512)));
    // 28 parts of 18 bytes, one of 8, and the execution.
    expect(near.sent.length).toBe(30);
    expect(Math.max(...near.sent.map(({ length }) => length))).toBe(23);
  });

  it('writes several values at once, an empty one among them (Part G, 4.9.5)', async () => {
    const { clock, store, writer } = prepare();
    const writes = [
      { attributeHandle: 3, attributeValue: numbered(20) },
      { attributeHandle: 4, attributeValue: numbered(0) },
      { attributeHandle: 3, valueOffset: 20, attributeValue: numbered(5) },
    ];
    await clock.run(writer.write(writes));
    expect(store.writes.length).toBe(1);
    expect([store.valueOf(3).length, store.valueOf(4).length]).toEqual([25, 0]);
  });

  it('keeps two calls apart, since the server has one queue for both', async () => {
    const { clock, store, writer } = prepare();
    const writes = [numbered(40), numbered(60)].map((attributeValue) =>
      writer.write([{ attributeHandle: 3, attributeValue }]),
    );
    await clock.run(Promise.all(writes));
    expect(store.writes.map(({ writes }) => writes.length)).toEqual([1, 1]);
    expect(store.valueOf(3).length).toBe(60);
  });

  it('writes nothing when one of the values is refused, and cancels the queue', async () => {
    const { clock, store, near, writer } = prepare();
    const writes = [3, 5].map((attributeHandle) => ({
      attributeHandle,
      attributeValue: numbered(1),
    }));
    const writing = writer.write(writes).catch(String);
    expect(await clock.run(writing)).toContain('Write Not Permitted (0x03) at handle 0x0005');
    expect(toHex(near.sent.at(-1) ?? numbered(0))).toBe('1800');
    expect(store.writes).toEqual([]);
  });

  it('cancels when the echo differs from what it sent, and then goes on', async () => {
    const { clock, near, store, writer } = prepare();
    const receive = near.onReceive;
    near.onReceive = (pdu) => receive?.(pdu.length > 5 ? Uint8Array.of(...pdu, 0xff) : pdu);
    const writing = writer.write([{ attributeHandle: 3, attributeValue: numbered(4) }]);
    await expect(clock.run(writing.catch(String))).resolves.toContain('echo differs');
    expect(toHex(near.sent.at(-1) ?? numbered(0))).toBe('1800');
    Object.assign(near, { onReceive: receive });
    await clock.run(writer.write([{ attributeHandle: 3, attributeValue: numbered(4) }]));
    expect(toHex(store.valueOf(3))).toBe('00010203');
  });

  it('leaves nothing in the queue when it is called off before the execution', async () => {
    const { clock, client, store, writer } = prepare();
    const abort = new AbortController();
    const write = { attributeHandle: 3, attributeValue: numbered(4) };
    const writing = writer.write([write], { signal: abort.signal }).catch(String);
    await clock.advance(1);
    // The execution has to wait behind this one.
    const reading = client.read(4);
    await clock.advance(DELAY_MS * 2);
    abort.abort('enough');
    await clock.run(Promise.all([writing, reading]));
    await clock.run(writer.write([{ ...write, attributeValue: numbered(2) }]));
    expect(store.writes.length).toBe(1);
    expect(toHex(store.valueOf(3))).toBe('0001');
  });
});

function prepare() {
  const attributes = [
    attribute(3, '2a19'),
    attribute(4, '2a1a'),
    attribute(5, '2a1b', '', { writeError: 3 }),
  ];
  const ends = connect(attributes);
  return { ...ends, writer: new QueuedWriter(ends.client) };
}
