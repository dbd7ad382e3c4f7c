import { TransportError, UsageError, VirtualClock } from '@bluebell/ble/core';
import {
  type Advert,
  AdvertQueue,
  type Radio,
  type RadioStage,
  type ScanOptions,
} from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { thermometer } from '../air.contract.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { isWorthTrying, KeptRadio } from './kept-radio.ts';

describe('KeptRadio', () => {
  it('goes on with the scan on a radio that was opened anew when the first broke', async () => {
    const { clock, kept, plug, log, stages } = setUp();
    await kept.start();
    const heard = listen(kept);
    await clock.advance(10);
    plug.radio?.say(thermometer({ packet: 1 }));
    await clock.advance(10);
    plug.radio?.break();
    await clock.advance(10_000);
    plug.radio?.say(thermometer({ packet: 2 }));
    await clock.advance(10);
    expect(heard.adverts).toHaveLength(2);
    expect(plug.opened).toBe(2);
    expect(log.codes()).toEqual(['RADIO_BROKE', 'RADIO_BACK']);
    expect(stages).toEqual(['running', 'failed', 'running']);
    await kept.close();
    await clock.advance(1);
    expect(heard.isOver).toBe(true);
  });

  it('waits for one that is not there at first, and tries ever more seldom', async () => {
    const { clock, kept, plug, log } = setUp();
    plug.isThere = false;
    const error = await kept.start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransportError);
    kept.keepTrying(error);
    const heard = listen(kept);
    expect(kept).toMatchObject({ stage: 'failed', problem: 'nothing is plugged in' });
    await expect(kept.connect({ address: 1, type: 'public' })).rejects.toThrow('is away');
    await clock.advance(3_600_000);
    expect(plug.tried).toBeGreaterThan(50);
    expect(plug.tried).toBeLessThan(70);
    expect(log.codes()).toEqual(['RADIO_ABSENT']);
    plug.isThere = true;
    await clock.advance(60_000);
    plug.radio?.say(thermometer());
    await clock.advance(10);
    expect(heard.adverts).toHaveLength(1);
    expect(kept).toMatchObject({ stage: 'running', problem: undefined });
    await kept.close();
  });

  it('names it once in the log, whether or not the error does', async () => {
    for (const why of ['it is gone', 'serial:/dev/ttyUSB0: it is gone']) {
      const { kept, log } = setUp();
      kept.keepTrying(new TransportError(why));
      expect(log.textOf('RADIO_ABSENT')).toMatch(/^serial:\/dev\/ttyUSB0: it is gone; going on/);
      await kept.close();
    }
  });

  it('is no storm where each radio breaks as soon as it was opened', async () => {
    const { clock, kept, plug, log } = setUp();
    await kept.start();
    const heard = listen(kept);
    for (let second = 0; second < 3_600; second++) {
      await clock.advance(1_000);
      plug.radio?.break();
    }
    expect(plug.opened).toBeGreaterThan(50);
    expect(plug.opened).toBeLessThan(70);
    expect(log.codes()).toEqual(['RADIO_BROKE', 'RADIO_BACK']);
    expect(heard.isOver).toBe(false);
    await kept.close();
  });

  it('tries at once when somebody asks for it', async () => {
    const { clock, kept, plug } = setUp();
    plug.isThere = false;
    kept.keepTrying(await kept.start().catch((reason: unknown) => reason));
    await clock.advance(600_000);
    plug.isThere = true;
    await kept.recover('reopen', 'somebody asked');
    await clock.advance(1);
    expect(kept.stage).toBe('running');
    await kept.close();
  });

  it('is closed while it waits, and tries no more', async () => {
    const { clock, kept, plug, stages } = setUp();
    plug.isThere = false;
    kept.keepTrying(await kept.start().catch((reason: unknown) => reason));
    const heard = listen(kept);
    await clock.advance(1_000);
    await kept.close();
    await clock.advance(1);
    expect(heard.isOver).toBe(true);
    plug.isThere = true;
    await clock.advance(600_000);
    expect(plug.opened).toBe(0);
    expect(stages.at(-1)).toBe('closed');
  });

  it('ends a scan that nobody wants any more, also while it is away', async () => {
    const { clock, kept, plug } = setUp();
    await kept.start();
    const stop = new AbortController();
    const heard = listen(kept, { signal: stop.signal });
    await clock.advance(1);
    plug.isThere = false;
    plug.radio?.break();
    await clock.advance(1_000);
    expect(heard.isOver).toBe(false);
    stop.abort();
    await clock.advance(1);
    expect(heard.isOver).toBe(true);
    await kept.close();
  });

  it('ends with a radio that ends by itself', async () => {
    const { clock, kept, plug } = setUp();
    await kept.start();
    const heard = listen(kept);
    await clock.advance(1);
    plug.radio?.end();
    await clock.advance(1);
    expect(heard.isOver).toBe(true);
    expect(plug.opened).toBe(1);
    await kept.close();
  });

  it('does not try again what can never work', () => {
    expect(isWorthTrying(new UsageError('no such radio'))).toBe(false);
    expect(isWorthTrying(new TypeError('a fault of ours'))).toBe(false);
    expect(isWorthTrying(new TransportError('no such device'))).toBe(true);
  });
});

/** A plug that radios come out of. */
function setUp() {
  const clock = new VirtualClock();
  const log = new ReadableLog();
  const plug: { isThere: boolean; tried: number; opened: number; radio: PluggedRadio | undefined } =
    { isThere: true, tried: 0, opened: 0, radio: undefined };
  const open = async () => {
    plug.tried++;
    if (!plug.isThere) throw new TransportError('nothing is plugged in');
    plug.opened++;
    plug.radio = new PluggedRadio();
    return plug.radio;
  };
  const kept = new KeptRadio('serial:/dev/ttyUSB0', open, { clock, log });
  const stages: RadioStage[] = [];
  kept.onStage((stage) => stages.push(stage));
  return { clock, log, plug, kept, stages };
}

function listen(radio: Radio, options?: ScanOptions) {
  const heard = { adverts: [] as Advert[], isOver: false };
  const all = async () => {
    for await (const advert of radio.scan(options)) heard.adverts.push(advert);
    heard.isOver = true;
  };
  void all();
  return heard;
}

/** A radio that hears what it is told to, until it breaks. */
class PluggedRadio implements Radio {
  readonly name = 'plugged';
  readonly #queue = new AdvertQueue();
  #error: Error | undefined;

  say(advert: Advert): void {
    this.#queue.push(advert);
  }

  break(): void {
    this.#error = new TransportError('the device is gone');
    this.#queue.end();
  }

  end(): void {
    this.#queue.end();
  }

  async *scan({ signal }: ScanOptions = {}): AsyncGenerator<Advert, void> {
    signal?.addEventListener('abort', () => this.#queue.end(), { once: true });
    yield* this.#queue;
    if (this.#error) throw this.#error;
  }

  async close(): Promise<void> {
    this.#queue.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
