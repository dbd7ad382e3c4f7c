import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex, type Log, silentLog, toHex, VirtualClock } from '@bluebell/ble/core';
import { H4Transport, transportPair } from '@bluebell/ble/hci';
import { transportContract } from '@bluebell/ble/hci/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CaptureCutter } from '../capture/cutter.ts';
import { BtsnoopWriter } from '../capture/write-btsnoop.ts';
import { Inbox } from './inbox.contract.ts';
import { record } from './recorded.ts';

const RESET = fromHex('01030c00');
const COMPLETE = fromHex('040e0401030c00');
const START_MS = 1_700_000_000_000;

let folder: string;
let path: string;
/** They are the caller's: a transport that ends leaves them open. */
let captures: BtsnoopWriter[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
  path = join(folder, 'a.btsnoop');
});
afterEach(async () => {
  for (const capture of captures) await capture.close();
  captures = [];
  await rm(folder, { recursive: true });
});

transportContract('a transport that is recorded', async () => {
  const { transport, far, clock } = await trial();
  const inbox = new Inbox();
  far.onPacket = (packet) => inbox.put(packet);
  return {
    transport,
    run: (promise) => run(clock, promise),
    far: {
      next: () => inbox.next(),
      send: (packet) => far.send(packet),
      close: () => void far.close(),
    },
  };
});

describe('record', () => {
  it('writes both directions, each packet at its time', async () => {
    const { transport, far, clock } = await trial();
    transport.send(RESET);
    await clock.advance(5);
    far.send(COMPLETE);
    await clock.advance(5);
    await transport.close();
    expect(await recordsOf(path)).toEqual([
      `${START_MS} 2 ${toHex(RESET)}`,
      `${START_MS + 5} 3 ${toHex(COMPLETE)}`,
    ]);
  });

  it('has a packet in the file a second after it went, without being asked', async () => {
    const { transport, clock } = await trial();
    transport.send(RESET);
    await clock.advance(999);
    expect(await recordsOf(path)).toEqual([]);
    await clock.advance(1);
    // What is asked of the disk is done by it alone.
    await until(async () => (await recordsOf(path)).length === 1);
    transport.send(RESET);
    await clock.advance(1000);
    await until(async () => (await recordsOf(path)).length === 2);
    await transport.close();
  });

  it('goes on in the same capture where a transport is opened anew', async () => {
    const capture = await BtsnoopWriter.create(path);
    for (const startMs of [START_MS, START_MS + 60_000]) {
      const clock = new VirtualClock(startMs);
      const [near] = transportPair(clock);
      await using transport = record(near, capture, { clock });
      transport.send(RESET);
    }
    await capture.close();
    expect(await recordsOf(path)).toHaveLength(2);
  });

  it('says so once when the file takes no more, and carries packets all the same', async () => {
    const lines: string[] = [];
    const log: Log = { ...silentLog, error: (code, message) => lines.push(`${code} ${message}`) };
    const { transport, far, clock, capture } = await trial(log);
    await capture.close();
    const heard: string[] = [];
    far.onPacket = (packet) => heard.push(toHex(packet));
    transport.send(RESET);
    transport.send(RESET);
    await clock.advance(2000);
    expect(heard).toHaveLength(2);
    expect(lines).toEqual([`RECORDING_ENDED memory is recorded no further: ${path} is closed`]);
    await transport.close();
  });

  it('keeps what a stream needs to get back in step', async () => {
    const clock = new VirtualClock();
    const stream = {
      name: 'line',
      onBytes: undefined,
      onClose: undefined,
      room: undefined,
      write: () => {},
      close: async () => {},
    };
    const inner = new H4Transport(stream, { recovery: { clock } });
    await using capture = await BtsnoopWriter.create(path);
    await using transport = record(inner, capture, { clock });
    expect(transport.recovery).toBe(inner.recovery);
  });
});

async function trial(log: Log = silentLog) {
  const clock = new VirtualClock(START_MS);
  const [near, far] = transportPair(clock);
  const capture = await BtsnoopWriter.create(path);
  captures.push(capture);
  return { transport: record(near, capture, { clock, log }), far, clock, capture };
}

async function recordsOf(file: string): Promise<readonly string[]> {
  const cutter = new CaptureCutter();
  const bytes = await readFile(file);
  if (bytes.length === 0) return [];
  const records = [...cutter.push(bytes)];
  cutter.end();
  return records.map(({ timeMs, flags, data }) => `${timeMs} ${flags} ${toHex(data)}`);
}

/** Lets time pass, and the disk work, until a promise settles. */
async function run<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  const state = { isSettled: false };
  const note = () => {
    state.isSettled = true;
  };
  promise.then(note, note);
  await until(async () => {
    await clock.advance(1);
    return state.isSettled;
  });
  return promise;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
