import { describe, expect, it } from 'vitest';
import { decode } from '../../codec/index.ts';
import { fromHex, toHex } from '../../core/index.ts';
import { type DataPdu, dataPdu, Llid } from '../../ll/index.ts';
import { LinkQueue } from './link-queue.ts';

const MAX = 27;
const A = fromHex('0a');
const B = fromHex('0b');

describe('LinkQueue', () => {
  it('sends the same again until it is acknowledged (4.5.9)', () => {
    const { queue, send } = begin();
    queue.pushData(true, A);
    queue.pushData(true, B);
    expect(toHex(send().payload)).toBe('0a');
    queue.onHeader(header({ nesn: false }));
    expect(toHex(send().payload)).toBe('0a');
    queue.onHeader(header({ nesn: true }));
    expect(toHex(send().payload)).toBe('0b');
  });

  it('tells when a packet arrived, all of it', () => {
    const { queue, send, done } = begin();
    queue.pushData(true, new Uint8Array(40));
    expect([send().header.llid, acknowledge(queue, true), done()]).toEqual([Llid.start, true, 0]);
    expect([send().header.llid, acknowledge(queue, false), done()]).toEqual([
      Llid.continuation,
      false,
      1,
    ]);
  });

  it('says that there is more as long as there is (4.5.6)', () => {
    const { queue, send } = begin();
    queue.pushData(true, A);
    queue.pushData(true, B);
    expect(send().header.md).toBe(true);
    acknowledge(queue, true);
    expect(send().header.md).toBe(false);
  });

  it('takes what was heard before for old', () => {
    const { queue } = begin();
    expect(queue.onHeader(header({ sn: false }))).toBe(true);
    expect(queue.onHeader(header({ sn: false }))).toBe(false);
    expect(queue.onHeader(header({ sn: true }))).toBe(true);
  });

  it('repeats an empty PDU, too, before anything new', () => {
    const { queue, send } = begin();
    expect(send().payload).toHaveLength(0);
    queue.pushData(true, A);
    expect(send().payload).toHaveLength(0);
    acknowledge(queue, true);
    expect(send().payload).toEqual(A);
  });

  it('never puts an empty PDU in the place of one that the peer may have', () => {
    const { queue } = begin();
    queue.pushData(true, A);
    expect(queue.next(MAX, true).bytes).toHaveLength(2);
    acknowledge(queue, true);
    queue.next(MAX, false);
    expect(queue.mustRepeat).toBe(true);
    expect(queue.next(MAX, true).bytes).toHaveLength(3);
  });

  it('prefers control PDUs, and sends no data while it is paused', () => {
    const { queue, send } = begin();
    queue.pushData(true, A);
    queue.pushControl(fromHex('12'));
    queue.isPaused = true;
    expect(send().header).toMatchObject({ llid: Llid.control, md: false });
    acknowledge(queue, true);
    expect(send().payload).toHaveLength(0);
    acknowledge(queue, false);
    queue.isPaused = false;
    expect(send().payload).toEqual(A);
  });
});

function begin() {
  let count = 0;
  const queue = new LinkQueue(() => count++);
  const send = (): DataPdu => decode(dataPdu, queue.next(MAX, false).bytes);
  return { queue, send, done: () => count };
}

function header(bits: Partial<DataPdu['header']>): DataPdu['header'] {
  return { llid: 1, nesn: false, sn: false, md: false, cp: false, ...bits };
}

function acknowledge(queue: LinkQueue, nesn: boolean): boolean {
  queue.onHeader(header({ nesn }));
  return nesn;
}
