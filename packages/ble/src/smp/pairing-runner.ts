// The pairings of one link, one at a time.

import type { Clock } from '../core/index.ts';
import type { AttemptGuard } from './attempt-guard.ts';
import type { KeySecurity } from './bond.ts';
import { Exchange } from './exchange.ts';
import type { PairingResult } from './pairing.ts';
import type { PairingSetup } from './pairing-context.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** What all pairings of a link have in common. */
export type LinkSetup = Omit<PairingSetup, 'exchange' | 'peer' | 'onAgreed'>;

/** A pairing, as either role. */
export type Procedure = (setup: PairingSetup) => Promise<PairingResult>;

/** Runs one pairing after the other, and keeps count of those that fail. */
export class PairingRunner {
  readonly #setup: LinkSetup;
  readonly #clock: Clock;
  readonly #attempts: AttemptGuard | undefined;
  #exchange: Exchange | undefined;
  #agreed: KeySecurity | undefined;

  constructor(setup: LinkSetup, clock: Clock, attempts: AttemptGuard | undefined) {
    this.#setup = setup;
    this.#clock = clock;
    this.#attempts = attempts;
  }

  /** The pairing under way. */
  get exchange(): Exchange | undefined {
    return this.#exchange;
  }

  /** The security of the key that the pairing under way will give. */
  get agreed(): KeySecurity | undefined {
    return this.#agreed;
  }

  /** How long the peer has to wait after failures. */
  get waitMs(): number {
    return this.#attempts?.waitMs(this.#address) ?? 0;
  }

  /** @throws {SmpError} the peer has to wait after failures. */
  checkMayTry(): void {
    if (this.waitMs === 0) return;
    throw SmpError.ours(SmpReason.repeatedAttempts, `it failed before: wait ${this.waitMs} ms`);
  }

  /** Runs a pairing to its end, well or not; `onFailed` hears of the failure while it is still known. */
  async run(
    procedure: Procedure,
    peer: PairingSetup['peer'],
    onFailed: (error: unknown, exchange: Exchange) => void,
  ): Promise<PairingResult> {
    const exchange = new Exchange((pdu) => this.#setup.link.send(pdu), this.#clock);
    this.#exchange = exchange;
    try {
      const onAgreed = (security: KeySecurity) => {
        this.#agreed = security;
      };
      const result = await procedure({ ...this.#setup, exchange, peer, onAgreed });
      exchange.finish();
      this.#attempts?.succeeded(this.#address);
      return result;
    } catch (error) {
      exchange.fail(error);
      // From the agreement on a failure may be a guess at a secret.
      if (this.#agreed) this.#attempts?.failed(this.#address);
      onFailed(error, exchange);
      throw error;
    } finally {
      this.#exchange = undefined;
      this.#agreed = undefined;
    }
  }

  get #address() {
    return this.#setup.link.peerAddress.address;
  }
}
