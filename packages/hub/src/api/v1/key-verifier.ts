// Whether bind keys open what their sensors send: told by live packets, since a key itself tells nothing.

import { type AddressValue, type Cancel, parseAddress } from '@bluebell/ble/core';
import type { KeyState } from '../shapes/index.ts';
import type { HubSeam } from './ports.ts';

/** Devices that are watched at once; the oldest are watched no more. */
const MOST = 256;
/** One packet that cannot be opened may be damaged. */
const FAILURES_UNTIL_WRONG = 2;

interface Watched {
  verification: 'waiting' | 'confirmed' | 'wrong';
  packets: number;
  failures: number;
  /** It was entered while this looked on: what the hub knows from before is of another key. */
  readonly isEntered: boolean;
  /** Tells the key from others. */
  readonly mark: string | undefined;
  readonly cancel: Cancel;
}

/** Watches devices whose keys somebody asked about. */
export class KeyVerifier {
  readonly #hub: Pick<HubSeam, 'observe'> | undefined;
  readonly #watched = new Map<AddressValue, Watched>();

  constructor(hub: Pick<HubSeam, 'observe'> | undefined) {
    this.#hub = hub;
  }

  /** A key was entered: from now on its packets are judged. */
  begin(address: string, mark?: string): void {
    this.end(address);
    this.#watch(parseAddress(address), true, mark);
  }

  /** A key is gone. */
  end(address: string): void {
    const value = parseAddress(address);
    this.#watched.get(value)?.cancel();
    this.#watched.delete(value);
  }

  /**
   * How it stands.
   *
   * @param isWrong whether the hub knows already that the last packet could not be opened.
   * @param mark of the key: with another one than before, all begins anew.
   */
  state(address: string, isWrong = false, mark?: string): KeyState {
    const value = parseAddress(address);
    const isOther = mark !== undefined && (this.#watched.get(value)?.mark ?? mark) !== mark;
    if (isOther) this.begin(address, mark);
    const watched = this.#watched.get(value) ?? this.#watch(value, false, mark);
    const { verification, packets, isEntered } = watched;
    const isKnownWrong = packets === 0 && isWrong && !isEntered;
    return { address, verification: isKnownWrong ? 'wrong' : verification, packets };
  }

  #watch(address: AddressValue, isEntered: boolean, mark: string | undefined): Watched {
    const [oldest] = this.#watched.keys();
    if (this.#watched.size >= MOST && oldest !== undefined) {
      this.#watched.get(oldest)?.cancel();
      this.#watched.delete(oldest);
    }
    const cancel = this.#hub?.observe(address, (outcome, measurement) => {
      const watched = this.#watched.get(address);
      if (!watched || measurement?.encrypted !== true) return;
      judge(watched, outcome === 'auth_failed' || outcome === 'bad_key_length', measurement.fault);
    });
    const watched: Watched = {
      verification: 'waiting',
      packets: 0,
      failures: 0,
      isEntered,
      mark,
      cancel: cancel ?? (() => {}),
    };
    this.#watched.set(address, watched);
    return watched;
  }
}

function judge(watched: Watched, isRefused: boolean, fault: string | undefined): void {
  if (!isRefused && fault !== undefined) return;
  watched.packets++;
  watched.failures = isRefused ? watched.failures + 1 : 0;
  if (!isRefused) watched.verification = 'confirmed';
  else if (watched.verification === 'waiting' || watched.failures >= FAILURES_UNTIL_WRONG) {
    watched.verification = 'wrong';
  }
}
