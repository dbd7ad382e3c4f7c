// The hub's broker without sockets: clients are pipes in this process, so that what they say takes no time
// but the turns of the event loop, and happens in the same order every time.

import { Duplex } from 'node:stream';
import { Aedes } from 'aedes';

/** What the broker took. */
export interface Taken {
  readonly client: string;
  readonly topic: string;
  readonly payload: string;
}

/** A broker that can be ended and started again, with nothing remembered. */
export class PipeBroker {
  readonly #onTaken: (message: Taken) => void;
  readonly #pipes = new Map<string, Pipe>();
  readonly #retained = new Map<string, string>();
  #aedes: Aedes | undefined;
  /** Grows with everything that goes through a pipe. */
  #traffic = 0;

  constructor(onTaken: (message: Taken) => void) {
    this.#onTaken = onTaken;
  }

  /** What it keeps of topics. */
  get retained(): ReadonlyMap<string, string> {
    return this.#retained;
  }

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker();
    aedes.on('publish', ({ topic, payload, retain }, client) => {
      // A broker that is killed tells no last wills.
      if (topic.startsWith('$SYS') || this.#aedes !== aedes) return;
      const text = payload.toString();
      if (retain && text === '') this.#retained.delete(topic);
      else if (retain) this.#retained.set(topic, text);
      this.#onTaken({ client: client?.id ?? '', topic, payload: text });
    });
    this.#aedes = aedes;
  }

  /** Ends at once. */
  async stop(): Promise<void> {
    const aedes = this.#aedes;
    this.#aedes = undefined;
    this.#retained.clear();
    for (const pipe of this.#pipes.values()) pipe.destroy();
    await new Promise<void>((resolve) => {
      if (aedes) aedes.close(resolve);
      else resolve();
    });
  }

  /** A client's way in. Where no broker is, it breaks at once. */
  open(client: string): Duplex {
    const [ours, theirs] = pipes(() => this.#traffic++);
    this.#pipes.set(client, theirs);
    if (this.#aedes) this.#aedes.handle(theirs);
    else {
      const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
      process.nextTick(() => ours.destroy(refused));
    }
    return ours;
  }

  /** The client is gone without a goodbye. */
  cut(client: string): void {
    this.#pipes.get(client)?.destroy();
  }

  /** Waits until nothing is under way any more. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      const before = this.#traffic;
      await new Promise(setImmediate);
      if (this.#traffic !== before) quiet = -1;
    }
  }
}

/** One end of a connection. */
class Pipe extends Duplex {
  readonly #onTraffic: () => void;
  peer: Pipe | undefined;

  constructor(onTraffic: () => void) {
    super({ allowHalfOpen: false });
    this.#onTraffic = onTraffic;
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#onTraffic();
    this.peer?.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.#onTraffic();
    this.peer?.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#onTraffic();
    const { peer } = this;
    this.peer = undefined;
    process.nextTick(() => peer?.destroy());
    done(error);
  }
}

function pipes(onTraffic: () => void): [Pipe, Pipe] {
  const one = new Pipe(onTraffic);
  const other = new Pipe(onTraffic);
  one.peer = other;
  other.peer = one;
  return [one, other];
}
