// `MI32Option0` to `MI32Option5`: what the user has set, and what holds where nothing was.

import { OPTION_NUMBERS, type OptionNumber } from '../../commands/ports.ts';
import type { Mi32Memory } from './mi32-state.ts';

/** What each option is for. */
export const Option = {
  /** Real-time messages repeat all that is known of the sensor. */
  aggregate: 0,
  /** No sensors at the tele period. */
  noTele: 1,
  /** Every accepted packet is published. */
  bridge: 2,
  addSensors: 3,
  activeScan: 4,
  /** Devices that only advertise are tracked. */
  track: 5,
} as const satisfies Record<string, OptionNumber>;

/** How options are kept, and what they are at first. */
export interface OptionsSetup {
  readonly memory: Mi32Memory;
  /** Whether what the user sets is forgotten with the program. */
  readonly isVolatile: boolean;
  /** Whether 1 means for option 3 that no sensors are added. */
  readonly isOption3Turned: boolean;
  /** Whether new sensors are added while option 3 was not set. */
  readonly addsSensors: boolean;
  /** Whether generic devices are tracked while option 5 was not set. */
  readonly tracks: boolean;
  /** Told when the options cannot be kept. */
  readonly onTrouble: (error: unknown) => void;
}

/** The options as they stand. */
export class Mi32Options {
  readonly #setup: OptionsSetup;
  /** By meaning, not as users read option 3. */
  readonly #values: Map<OptionNumber, boolean>;
  readonly #chosen = new Set<OptionNumber>();
  readonly #listeners: ((option: OptionNumber) => void)[] = [];

  constructor(setup: OptionsSetup) {
    this.#setup = setup;
    this.#values = new Map([
      [Option.aggregate, true],
      [Option.noTele, false],
      [Option.bridge, false],
      [Option.addSensors, setup.addsSensors],
      [Option.activeScan, false],
      [Option.track, setup.tracks],
    ]);
    if (setup.isVolatile) return;
    for (const option of OPTION_NUMBERS) {
      const kept = setup.memory.content.options[option];
      if (kept !== undefined) this.#put(option, kept);
    }
  }

  /** As users read it. */
  get(option: OptionNumber): boolean {
    return this.isOn(option) !== this.#isTurned(option);
  }

  /** By its meaning: option 3 is on where sensors are added. */
  isOn(option: OptionNumber): boolean {
    return this.#values.get(option) ?? false;
  }

  /** Whether it is on since the user said so, now or before a restart; else it may be on by itself. */
  isChosen(option: OptionNumber): boolean {
    return this.isOn(option) && this.#chosen.has(option);
  }

  /** As users set it: holds at once, and after a restart unless options are volatile. */
  set(option: OptionNumber, value: boolean): void {
    const isOn = value !== this.#isTurned(option);
    const isNews = isOn !== this.isOn(option);
    this.#put(option, isOn);
    const { memory, isVolatile, onTrouble } = this.#setup;
    if (!isVolatile) {
      memory
        .change((content) => ({ ...content, options: { ...content.options, [option]: isOn } }))
        .catch(onTrouble);
    }
    if (isNews) for (const listener of this.#listeners) listener(option);
  }

  /** On or off by itself, unless the user has set it: nothing is kept of it. By its meaning, as `isOn`. */
  setDefault(option: OptionNumber, isOn: boolean): void {
    if (this.#chosen.has(option) || isOn === this.isOn(option)) return;
    this.#values.set(option, isOn);
    for (const listener of this.#listeners) listener(option);
  }

  /** What is on by itself stays on, after a restart too. */
  keep(option: OptionNumber): void {
    if (this.isOn(option) && !this.#chosen.has(option)) this.set(option, this.get(option));
  }

  /** Tells of every option that is changed from now on. */
  onChange(listener: (option: OptionNumber) => void): void {
    this.#listeners.push(listener);
  }

  #put(option: OptionNumber, isOn: boolean): void {
    this.#values.set(option, isOn);
    this.#chosen.add(option);
  }

  #isTurned(option: OptionNumber): boolean {
    return option === Option.addSensors && this.#setup.isOption3Turned;
  }
}
