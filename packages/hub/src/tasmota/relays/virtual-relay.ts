// A relay that is none: it remembers what it was set to, for rules and dashboards to go by.

import { type Relay, RelayListeners } from './relay.ts';

/** How it begins, and how it is remembered. */
export interface VirtualRelayOptions {
  readonly isOn: boolean;
  /** Keeps what it was set to. */
  readonly keep: (isOn: boolean) => Promise<void>;
}

/** On or off, and nothing else. */
export class VirtualRelay implements Relay {
  readonly #keep: VirtualRelayOptions['keep'];
  readonly #listeners = new RelayListeners();
  #isOn: boolean;

  constructor({ isOn, keep }: VirtualRelayOptions) {
    this.#isOn = isOn;
    this.#keep = keep;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  async set(isOn: boolean): Promise<void> {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    this.#listeners.tell(isOn);
    await this.#keep(isOn);
  }

  onChange(listener: (isOn: boolean) => void): void {
    this.#listeners.add(listener);
  }
}
