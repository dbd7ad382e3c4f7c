// The simulated home, switched on and off in a hub that runs. The user's configuration is not touched.

import { addressDigits, type Log, UsageError } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { errorText } from '../error-text.ts';
import { addressesOf, type HubConfiguration } from '../hub-parts.ts';
import { type SimulatedDevices, simulatedDevices, withSimulatedHome } from './simulated-devices.ts';

/** How it stands. */
export interface DemoState {
  readonly isOn: boolean;
  /** Whether it can be switched; `why` says why not. */
  readonly canSwitch: boolean;
  readonly why?: string;
  /** Devices of it that the hub knows now. */
  readonly devices: number;
}

/** What it works with. */
export interface DemoParts {
  /** The hub, as far as the home reaches into it. */
  readonly hub: {
    /** Listens to one more radio until that ends or `until` aborts. */
    listenTo(radio: Radio, until: AbortSignal): Promise<void>;
    configure(configuration: HubConfiguration): void;
    device(id: string): object | undefined;
    forget(id: string): boolean;
  };
  /** Who watches radios. */
  readonly watch: { add(radio: Radio): Radio; remove(name: string): void };
  /** What the user configured, as it is now. */
  readonly configuration: () => HubConfiguration;
  readonly history: { forget(id: string): unknown };
  readonly open: () => Promise<Radio>;
  /** Remembers that it is on. */
  readonly mark: { isThere(): Promise<boolean>; set(isThere: boolean): Promise<void> };
  /** Why it cannot be switched: the hub lives in a simulated home anyway. */
  readonly fixed?: string | undefined;
  readonly log: Log;
}

/** The switch, and what hangs on it. */
export class DemoHome {
  readonly #parts: DemoParts;
  readonly #home: SimulatedDevices = simulatedDevices();
  #radio: Radio | undefined;
  #ears = new AbortController();
  #work: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  /** How it stands now. */
  get state(): DemoState {
    const { fixed } = this.#parts;
    return {
      isOn: fixed !== undefined || this.#radio !== undefined,
      canSwitch: fixed === undefined,
      ...(fixed !== undefined && { why: fixed }),
      devices: this.#known().length,
    };
  }

  /** What the hub is to know: what the user configured and, while it is on, the home. */
  over(configuration: HubConfiguration): HubConfiguration {
    return this.#radio ? withSimulatedHome(configuration, this.#home) : configuration;
  }

  /** Switches it on where it was on when the hub ended. Never rejects. */
  async resume(): Promise<void> {
    const { mark, fixed, log } = this.#parts;
    if (fixed !== undefined || !(await mark.isThere())) return;
    await this.switch(true).catch((error: unknown) => {
      log.warn('DEMO', `the simulated home stays off: ${errorText(error)}`);
    });
  }

  /**
   * Switches it. Off, all that was heard of it is forgotten, but for what the user configured.
   *
   * @throws {UsageError} it cannot be switched.
   * @throws {TransportError} that it is on cannot be remembered. It is as it was then.
   */
  switch(isOn: boolean): Promise<DemoState> {
    const done = this.#work.then(() => this.#switch(isOn));
    this.#work = done.catch(() => {});
    return done;
  }

  /** Closes the radio; what is remembered stays. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
    this.#ears.abort();
    await this.#radio?.close();
  }

  async #switch(isOn: boolean): Promise<DemoState> {
    const { fixed, mark } = this.#parts;
    if (fixed !== undefined) throw new UsageError(fixed);
    if (this.#isClosed || isOn === (this.#radio !== undefined)) return this.state;
    await mark.set(isOn);
    await (isOn ? this.#begin() : this.#end());
    return this.state;
  }

  async #begin(): Promise<void> {
    const { hub, watch, configuration, open, log, mark } = this.#parts;
    try {
      this.#radio = await open();
    } catch (error) {
      await mark.set(false);
      throw error;
    }
    // Names and keys first: so nobody is heard without.
    hub.configure(this.over(configuration()));
    log.info('DEMO', 'the simulated home is on: nothing of it is in the configuration');
    this.#ears = new AbortController();
    void hub.listenTo(watch.add(this.#radio), this.#ears.signal);
  }

  async #end(): Promise<void> {
    const { hub, watch, configuration, history, log } = this.#parts;
    const radio = this.#radio;
    const known = this.#known();
    this.#ears.abort();
    await radio?.close();
    this.#radio = undefined;
    if (radio) watch.remove(radio.name);
    const own = configuration();
    hub.configure(own);
    const kept = new Set(addressesOf(own).map((address) => addressDigits(address)));
    for (const id of known) {
      // What the user configured is the user's: a real one may have this address.
      if (kept.has(id)) continue;
      hub.forget(id);
      history.forget(id);
    }
    log.info('DEMO', 'the simulated home is off, and forgotten');
  }

  /** Ids of what the hub knows of the home. */
  #known(): readonly string[] {
    return [...this.#home.addresses]
      .map((address) => addressDigits(address))
      .filter((id) => this.#parts.hub.device(id) !== undefined);
  }
}
