// A hub for tests of the Tasmota mode: a configuration, a mi32cfg file, and air that says what it is told.

import { UsageError, VirtualClock } from '@bluebell/ble/core';
import { type Advert, AdvertQueue, type Radio, type ScanOptions } from '@bluebell/ble/radio';
import { START_MS } from '../air.contract.ts';
import { hubFromConfig } from '../cli/hub-from-config.ts';
import { mi32FromConfig } from '../cli/mi32-from-config.ts';
import { parseConfig } from '../config/index.ts';
import { fileTrouble } from '../file-trouble.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { forgetfulMi32State, type Mi32Memory } from './config/mi32-state.ts';
import type { Mi32 } from './mi32.ts';
import type { RelayBus } from './relays/remote-relay.ts';

/** What is there when the hub starts. */
export interface Mi32HubOptions {
  /** The configuration, as YAML. */
  readonly yaml?: string;
  /** What the file mi32cfg holds: text, or what JSON is made of. */
  readonly mi32cfg?: unknown;
  /** What it holds when it is read anew. */
  readonly later?: unknown;
  /** What an earlier hub has left. */
  readonly memory?: Mi32Memory;
  /** The way to relays of others. */
  readonly bus?: RelayBus;
  /** Told of every scan. */
  readonly onScan?: (options: ScanOptions) => void;
}

/** A hub that listens. What it saves is in `saved`. */
export async function mi32Hub(options: Mi32HubOptions = {}) {
  const { yaml = '', mi32cfg, later, memory, bus, onScan } = options;
  const clock = new VirtualClock(START_MS);
  const log = new ReadableLog();
  const load = (content: unknown) => {
    const readFile = async (path: string) => {
      if (path === 'mi32cfg' && content !== undefined) return bytesOf(content);
      throw fileTrouble(path, 'read', Object.assign(new Error('missing'), { code: 'ENOENT' }));
    };
    return parseConfig(yaml, 'config.yaml', { readFile });
  };
  const loaded = await load(mi32cfg);
  const reread = () => load(later);
  const saved: string[] = [];
  const setup = {
    ...mi32FromConfig(loaded, { memory: memory ?? forgetfulMi32State(), bus, log, reread }),
    write: async (content: Uint8Array) => {
      saved.push(new TextDecoder().decode(content));
    },
  };
  const radio = new LiveRadio(onScan);
  const hub = hubFromConfig(loaded.config, loaded.known, [radio], log, { clock, mi32: setup });
  void hub.run();
  // The hub has it since it was handed one.
  const mi32 = hub.mi32 as Mi32;
  const hear = async (...adverts: readonly Advert[]) => {
    for (const advert of adverts) radio.hear(advert);
    await clock.advance(1);
  };
  return { hub, mi32, clock, log, saved, hear, warnings: loaded.warnings };
}

/** A radio that could connect, and so is live: it may be told to scan in another way. */
class LiveRadio implements Radio {
  readonly name = 'live';
  readonly #onScan: Mi32HubOptions['onScan'];
  #queue = new AdvertQueue();

  constructor(onScan: Mi32HubOptions['onScan']) {
    this.#onScan = onScan;
  }

  hear(advert: Advert): void {
    this.#queue.push(advert);
  }

  connect(): Promise<never> {
    return Promise.reject(new UsageError('this radio only listens'));
  }

  async *scan(options: ScanOptions = {}): AsyncGenerator<Advert, void> {
    this.#onScan?.(options);
    const queue = new AdvertQueue();
    this.#queue = queue;
    options.signal?.addEventListener('abort', () => queue.end(), { once: true });
    yield* queue;
  }

  async close(): Promise<void> {
    this.#queue.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function bytesOf(content: unknown): Uint8Array {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return new TextEncoder().encode(text);
}
