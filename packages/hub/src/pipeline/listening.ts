// Listens on all radios, until they end or somebody says stop.

import { type Log, TransportError } from '@bluebell/ble/core';
import { isCentral, type Radio } from '@bluebell/ble/radio';
import { errorText } from '../error-text.ts';
import type { Reception } from '../state/entry.ts';

/** What is listened with. */
export interface ListeningParts {
  readonly radios: readonly Radio[];
  /** Whether devices are asked for their scan responses, as of now. */
  readonly isActive: () => boolean;
  readonly hear: (reception: Reception) => void;
  readonly log: Log;
}

/** A busy air's adverts of two seconds: a machine that is busy for a moment loses no press. */
const WAITING_ADVERTS = 4096;

/** How listening to one radio ended. */
type RadioEnd = { readonly kind: 'ended' } | { readonly kind: 'broke'; readonly error: unknown };

/** The ears of a hub. */
export class Listening {
  readonly #parts: ListeningParts;
  readonly #stop = new AbortController();
  /** Ends one scan, for the next to begin. */
  #round = new AbortController();

  constructor(parts: ListeningParts) {
    this.#parts = parts;
  }

  /**
   * Listens until all radios end or `stop` is called. A radio that breaks while there are others is
   * named in the log; the others go on.
   *
   * @throws the error of the radio, when there is but one.
   * @throws {TransportError} every one of several radios broke.
   */
  async run(): Promise<void> {
    const ends = await Promise.all(this.#parts.radios.map((radio) => this.#listen(radio)));
    const broken = ends.filter((end) => end.kind === 'broke');
    const [first] = broken;
    if (!first || broken.length < ends.length) return;
    if (broken.length === 1) throw first.error;
    throw new TransportError('every radio broke: nothing can be heard', { cause: first.error });
  }

  /** Listens to one more radio, until that ends or somebody says stop. Never rejects. */
  async add(radio: Radio, until: AbortSignal): Promise<void> {
    const end = await this.#listen(radio, until);
    if (end.kind === 'ended' || until.aborted) return;
    this.#parts.log.error('RADIO_BROKE', `${radio.name}: ${errorText(end.error)}`);
  }

  /** Ends listening. */
  stop(): void {
    this.#stop.abort();
  }

  /** Scans on all radios with the options that hold now. */
  scanAnew(): void {
    const round = this.#round;
    this.#round = new AbortController();
    round.abort();
  }

  async #listen(radio: Radio, until: AbortSignal = this.#stop.signal): Promise<RadioEnd> {
    const { log, radios, isActive, hear } = this.#parts;
    const { name } = radio;
    try {
      for (;;) {
        const round = this.#round.signal;
        // A recording asks nobody anything, and would begin anew.
        const over = [this.#stop.signal, until];
        const ends = isCentral(radio) ? [...over, round] : over;
        for await (const advert of radio.scan({
          signal: AbortSignal.any(ends),
          active: isActive(),
          waiting: WAITING_ADVERTS,
        })) {
          hear({ advert, radio: advert.receiver ?? name });
        }
        const isOver = over.some(({ aborted }) => aborted);
        if (isOver || !ends.includes(round) || !round.aborted) break;
      }
      if (!this.#stop.signal.aborted && !until.aborted)
        log.info('RADIO_ENDED', `${name} has come to its end`);
      return { kind: 'ended' };
    } catch (error) {
      const text = errorText(error);
      if (radios.length > 1) log.error('RADIO_BROKE', `${name}: ${text}`);
      return { kind: 'broke', error };
    }
  }
}
