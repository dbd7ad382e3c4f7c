// A radio that is opened again whenever it breaks, and may be away at the start: its users never see it end.

import {
  BleError,
  type Cancel,
  type Clock,
  type Log,
  sleep,
  TransportError,
  UsageError,
} from '@bluebell/ble/core';
import {
  type Advert,
  type CentralRadio,
  type Connection,
  type ConnectOptions,
  isCentral,
  isRecoverable,
  type PeerAddress,
  type Radio,
  type RadioStage,
  type RecoverableRadio,
  type RecoveryStep,
  type ScanOptions,
  StageListeners,
} from '@bluebell/ble/radio';
import { errorText } from '../error-text.ts';

/** What keeping takes. */
export interface KeepParts {
  readonly clock: Clock;
  readonly log: Log;
}

/** Between two attempts: twice as long each time. A dongle that is plugged in is soon of use. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

const NO_CONNECTIONS: ReadonlySet<Connection> = new Set();

/**
 * Opens a radio when it is asked to, and again whenever it breaks. While it is away, scans wait and
 * connections are refused.
 */
export class KeptRadio implements CentralRadio, RecoverableRadio {
  readonly name: string;
  readonly #open: () => Promise<Radio>;
  readonly #parts: KeepParts;
  readonly #stages = new StageListeners();
  readonly #closing = new AbortController();
  #radio: Radio | undefined;
  #problem: string | undefined;
  /** While it is away: resolves when it is back, or was closed. */
  #returning: Promise<void> | undefined;
  #openedMs = 0;
  /** How long to wait before the next attempt. */
  #waitMs = FIRST_WAIT_MS;
  /** Ends that wait. */
  #hurry = new AbortController();
  #stopListening: Cancel = () => {};

  /** @param open opens it anew. */
  constructor(name: string, open: () => Promise<Radio>, parts: KeepParts) {
    this.name = name;
    this.#open = open;
    this.#parts = parts;
  }

  /** Opens it for the first time. @throws what `open` throws; `keepTrying` goes on then. */
  async start(): Promise<void> {
    await this.#tryOpen();
  }

  /** It could not be opened at first: tries again until it can. */
  keepTrying(error: unknown): void {
    this.#away('RADIO_ABSENT', `${errorText(error)}; going on without, and trying again`, error);
  }

  get stage(): RadioStage {
    if (this.#closing.signal.aborted) return 'closed';
    if (!this.#radio) return 'failed';
    return isRecoverable(this.#radio) ? this.#radio.stage : 'running';
  }

  /** Why it is away, in words. */
  get problem(): string | undefined {
    return this.#radio ? undefined : this.#problem;
  }

  onStage(listener: (stage: RadioStage) => void): Cancel {
    return this.#stages.add(listener);
  }

  async recover(step: RecoveryStep, why: string): Promise<void> {
    const radio = this.#radio;
    if (!radio) this.#hurry.abort();
    else if (isRecoverable(radio)) await radio.recover(step, why);
    else if (step === 'restartScan') throw new UsageError(`${this.name} cannot restart its scan`);
    else await this.#broke(radio, new TransportError(why));
  }

  get connections(): ReadonlySet<Connection> {
    return this.#radio && isCentral(this.#radio) ? this.#radio.connections : NO_CONNECTIONS;
  }

  async connect(peer: Advert | PeerAddress, options?: ConnectOptions): Promise<Connection> {
    if (!this.#radio) throw new TransportError(`${this.name} is away: try again later`);
    if (!isCentral(this.#radio)) throw new UsageError(`${this.name} does not connect`);
    return this.#radio.connect(peer, options);
  }

  async *scan(options: ScanOptions = {}): AsyncGenerator<Advert, void> {
    const isOver = () => this.#closing.signal.aborted || options.signal?.aborted;
    while (!isOver()) {
      const radio = this.#radio;
      if (!radio) {
        await this.#returned(options.signal);
        continue;
      }
      try {
        for await (const advert of radio.scan(options)) yield advert;
      } catch (error) {
        if (isOver() || !isWorthTrying(error)) throw error;
        await this.#broke(radio, error);
      }
      // One that was replaced meanwhile has ended this scan, but not what was asked for.
      if (this.#radio === radio) return;
    }
  }

  /** Lets go of it, and tries no more. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    const radio = this.#radio;
    this.#radio = undefined;
    this.#stopListening();
    await radio?.close();
    await this.#returning;
    this.#stages.tell('closed');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #tryOpen(): Promise<void> {
    const radio = await this.#open();
    if (this.#closing.signal.aborted) {
      await radio.close();
      return;
    }
    this.#radio = radio;
    this.#openedMs = this.#parts.clock.steady();
    if (isRecoverable(radio)) {
      this.#stopListening = radio.onStage((stage) => this.#stages.tell(stage));
    }
    this.#stages.tell(this.stage);
  }

  /** Waits until it is back, or nobody wants to know any more. */
  #returned(signal: AbortSignal | undefined): Promise<void> {
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    return new Promise((resolve) => {
      const finish = () => {
        stop.removeEventListener('abort', finish);
        resolve();
      };
      stop.addEventListener('abort', finish, { once: true });
      void this.#returning?.then(finish);
    });
  }

  /** Lets go of what broke; only the first that notices does. */
  async #broke(radio: Radio, error: unknown): Promise<void> {
    if (this.#radio !== radio) return;
    this.#radio = undefined;
    this.#stopListening();
    // One that opens well and breaks at once is tried no more often than one that does not open.
    if (this.#parts.clock.steady() - this.#openedMs >= LONGEST_WAIT_MS)
      this.#waitMs = FIRST_WAIT_MS;
    this.#away('RADIO_BROKE', `${errorText(error)}; opening it again`, error);
    // It is broken: that it does not close well is no news.
    await radio.close().catch(() => {});
  }

  #away(code: string, message: string, error: unknown): void {
    const isNews = this.#waitMs === FIRST_WAIT_MS;
    this.#problem = errorText(error);
    // What could not be opened is named by its error already.
    const isNamed = message.startsWith(`${this.name}: `);
    const line = isNamed ? message : `${this.name}: ${message}`;
    this.#parts.log[isNews ? 'error' : 'debug'](code, line);
    this.#stages.tell(this.stage);
    this.#returning = this.#tryAgain(isNews);
  }

  async #tryAgain(isNews: boolean): Promise<void> {
    const { clock, log } = this.#parts;
    const { signal: closed } = this.#closing;
    while (!closed.aborted) {
      const waitMs = this.#waitMs;
      this.#waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
      this.#hurry = new AbortController();
      await sleep(clock, waitMs, AbortSignal.any([closed, this.#hurry.signal])).catch(() => {});
      if (closed.aborted) return;
      try {
        await this.#tryOpen();
        log[isNews ? 'info' : 'debug']('RADIO_BACK', `${this.name} is there again`);
        return;
      } catch (error) {
        this.#problem = errorText(error);
        log.debug('RADIO_STILL_AWAY', `${this.name}: ${errorText(error)}`);
      }
    }
  }
}

/** Whether a later attempt may do better: a name that nobody knows stays unknown. */
export function isWorthTrying(error: unknown): boolean {
  return error instanceof BleError && !(error instanceof UsageError);
}
