// What a link is encrypted with, and what it is about to be.

import type { BleError, Clock } from '../core/index.ts';
import type { KeySecurity } from './bond.ts';
import { Waiter } from './waiter.ts';

/** Knows of each key how far it can be trusted. */
export class LinkEncryption {
  #security: KeySecurity | undefined;
  /** Of the key that the controller was given, which is not in use yet. */
  #granted: KeySecurity | undefined;
  /** Central: encryption with the key of a bond was started. */
  #started: Waiter<KeySecurity> | undefined;

  /** Of the key in use; `undefined` while there is none. */
  get security(): KeySecurity | undefined {
    return this.#security;
  }

  /** Whether encryption was started, and its outcome is not known yet. */
  get isStarting(): boolean {
    return this.#started !== undefined;
  }

  /** A key goes to the controller: it is in use when encryption changes next. */
  grant(security: KeySecurity | undefined): void {
    this.#granted = security;
  }

  /** The outcome of what was started, until it is known. */
  get starting(): Promise<KeySecurity> | undefined {
    return this.#started?.promise;
  }

  /**
   * The same for a central that waits for the outcome.
   *
   * @throws {TimeoutError} the controller has not told of one in 30 s.
   */
  start(security: KeySecurity, clock: Clock): Promise<KeySecurity> {
    const started = Waiter.within<KeySecurity>(clock, 'the link was not encrypted');
    this.#granted = security;
    this.#started = started;
    return started.promise.finally(() => {
      if (this.#started === started) this.#started = undefined;
    });
  }

  /** Encryption changed, or failed. Gives the security of the key that is new. */
  changed(failure?: BleError): KeySecurity | undefined {
    const [security, started] = [this.#granted, this.#started];
    this.#granted = undefined;
    this.#started = undefined;
    if (failure) {
      this.#security = undefined;
      started?.reject(failure);
      return undefined;
    }
    if (security) {
      this.#security = security;
      started?.resolve(security);
    }
    return security;
  }

  /** The key in use is not to be trusted. */
  distrust(): void {
    this.#security = undefined;
  }
}
