// Relays: what `Power` switches. The port is small, so that other drivers can follow.

/** One relay. */
export interface Relay {
  readonly isOn: boolean;
  /**
   * Switches it; settles when that was done, or sent.
   *
   * @throws {TransportError} whoever does it cannot be reached.
   */
  set(isOn: boolean): Promise<void>;
  /** Tells of every change, whoever made it. */
  onChange(listener: (isOn: boolean) => void): void;
}

/** A member of STATE, and of answers to `Power`. */
export type PowerMember = readonly [name: string, value: 'ON' | 'OFF'];

/** What a relay is called, counted from 1: without a number where it is the only one. */
export function powerName(relay: number, count: number): string {
  return count === 1 ? 'POWER' : `POWER${relay}`;
}

/** All relays, as STATE has them. */
export function powerMembers(relays: readonly Relay[]): readonly PowerMember[] {
  return relays.map(({ isOn }, index) => [
    powerName(index + 1, relays.length),
    isOn ? 'ON' : 'OFF',
  ]);
}

/** Those who are told of a change. */
export class RelayListeners {
  readonly #listeners: ((isOn: boolean) => void)[] = [];

  add(listener: (isOn: boolean) => void): void {
    this.#listeners.push(listener);
  }

  tell(isOn: boolean): void {
    for (const listener of this.#listeners) listener(isOn);
  }
}
