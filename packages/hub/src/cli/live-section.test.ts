import { UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { type ConfigListener, type LoadedConfig, parseConfig } from '../config/index.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { Closing } from './closing.ts';
import { type FollowedFile, follow, livePart } from './live-section.ts';

describe('follow', () => {
  it('tells of settings that changed, secrets too, and of no others', async () => {
    const file = await FakeFile.of('mqtt: {url: "mqtt://192.0.2.1", username: a, password: one}');
    const told: unknown[] = [];
    const cancel = follow(
      file,
      ({ mqtt }) => mqtt,
      ({ username, password }) => told.push([username, password?.reveal()]),
    );
    await file.become('mqtt: {url: "mqtt://192.0.2.1", username: a, password: one}\nradios: [sim]');
    expect(told).toEqual([]);
    await file.become('mqtt: {url: "mqtt://192.0.2.1", username: a, password: two}');
    expect(told).toEqual([['a', 'two']]);
    cancel();
    await file.become('{}');
    expect(told).toHaveLength(1);
  });
});

describe('livePart', () => {
  it('makes a part anew for each change, once the one before has ended', async () => {
    const { file, doings, closing, letEnd } = await homie('homie: {enabled: true}');
    await file.become('homie: {enabled: true, base: second}');
    await file.become('homie: {enabled: true, base: third}');
    expect(doings).toEqual(['make homie', 'end homie for second']);
    await letEnd();
    await letEnd();
    expect(doings.slice(2)).toEqual(['make second', 'end second for third', 'make third']);
    await closing[Symbol.asyncDispose]();
  });

  it('makes none where none is wanted, and one when one is', async () => {
    const { file, doings, letEnd } = await homie('{}');
    await file.become('homie: {enabled: true}');
    await letEnd();
    await file.become('{}');
    await letEnd();
    expect(doings).toEqual(['make homie', 'end homie for none']);
  });

  it('makes no more once all is being closed, and leaves closing the last to others', async () => {
    const { file, doings, closing, letEnd } = await homie('homie: {enabled: true}');
    await file.become('homie: {enabled: true, base: second}');
    const closed = closing[Symbol.asyncDispose]();
    await letEnd();
    await closed;
    await file.become('homie: {enabled: true, base: third}');
    expect(doings).toEqual(['make homie', 'end homie for second']);
  });

  it('says what cannot be taken over, and goes on', async () => {
    const { file, doings, log, letEnd } = await homie('{}');
    await file.become('homie: {enabled: true, base: wrong}');
    await letEnd();
    expect(log.textOf('CONFIG')).toMatch(/could not be taken over: there is no way to wrong/);
    await file.become('homie: {enabled: true, base: right}');
    await letEnd();
    expect(doings).toEqual(['make right']);
  });
});

/** A part that is made from the section homie, and ends when it is let. */
async function homie(text: string) {
  const file = await FakeFile.of(text);
  const log = new ReadableLog();
  const closing = new Closing();
  const doings: string[] = [];
  let end: (() => void) | undefined;
  livePart(
    { file, log },
    (config) => config.homie,
    ({ enabled, base }) => {
      if (!enabled) return undefined;
      if (base === 'wrong') throw new UsageError(`there is no way to ${base}`);
      doings.push(`make ${base}`);
      return {
        end: (next) => {
          doings.push(`end ${base} for ${next.enabled ? next.base : 'none'}`);
          return new Promise<void>((resolve) => {
            end = resolve;
          });
        },
      };
    },
    closing,
  );
  const letEnd = async () => {
    await settled();
    end?.();
    await settled();
  };
  return { file, log, closing, doings, letEnd };
}

/** After all that waits for nothing but its turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A configuration that changes when it is told to. */
class FakeFile implements FollowedFile {
  loaded: LoadedConfig;
  readonly #listeners = new Set<ConfigListener>();

  private constructor(loaded: LoadedConfig) {
    this.loaded = loaded;
  }

  static async of(text: string): Promise<FakeFile> {
    return new FakeFile(await parseConfig(text, 'config.yaml'));
  }

  onChange(listener: ConfigListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async become(text: string): Promise<void> {
    const before = this.loaded;
    this.loaded = await parseConfig(text, 'config.yaml');
    const result = { applied: [], restartRequired: [] };
    for (const listener of this.#listeners) listener(this.loaded, before, result);
    await settled();
  }
}
