// What of a file is taken over, what is not, and why.

import { addressDigits, formatAddress, parseAddress } from '@bluebell/ble/core';
import type { Config, SettingChange } from '../config/index.ts';
import { addressRule, nameRule } from '../config/schema/text.ts';
import type { Found } from './found.ts';

/** One line of the report. */
export interface PlanRow {
  /** The address, or where it stood where there is none. */
  readonly device: string;
  readonly name: string;
  /** `name`, `key`: what is taken. */
  readonly taken: readonly string[];
  /** What is not, and why. */
  readonly left: readonly string[];
}

/** What is written into the configuration, and what people are told. */
export interface Plan {
  readonly changes: readonly SettingChange[];
  readonly rows: readonly PlanRow[];
}

/** Puts what was found beside what is configured. @param replaces whether what was found wins. */
export function planImport(
  found: readonly Found[],
  config: Pick<Config, 'devices' | 'phones'>,
  replaces: boolean,
): Plan {
  const planning = new Planning(config, replaces);
  const rows = found.map((one) => planning.add(one));
  return { changes: planning.changes, rows };
}

interface Known {
  name: string | undefined;
  /** Bytes as text, to compare. */
  key: string | undefined;
}

class Planning {
  readonly changes: SettingChange[] = [];
  readonly #replaces: boolean;
  readonly #sensors = new Map<string, Known>();
  readonly #phones: Config['phones'];
  readonly #phoneAddresses = new Set<string>();
  readonly #names = new Map<string, string>();
  /** What was found further up in the same file: the first counts. */
  readonly #seen = new Set<string>();

  constructor({ devices, phones }: Pick<Config, 'devices' | 'phones'>, replaces: boolean) {
    this.#replaces = replaces;
    this.#phones = phones;
    for (const [address, { name, key }] of Object.entries(devices)) {
      const id = digitsOf(address);
      this.#sensors.set(id, { name, key: key?.reveal().join() });
      if (name !== undefined) this.#names.set(name, id);
    }
    for (const [name, { address }] of Object.entries(phones)) {
      this.#names.set(name, `phone ${name}`);
      if (address !== undefined) this.#phoneAddresses.add(digitsOf(address));
    }
  }

  add(found: Found): PlanRow {
    const { address, trouble } = found;
    if (address === undefined && found.kind === 'phone' && found.key) {
      return this.#phone(found, undefined);
    }
    if (address === undefined || addressRule(address) !== undefined) {
      return left(found.place, trouble ?? 'it has no address of 12 hex digits');
    }
    const id = digitsOf(address);
    if (found.kind === 'phone') return this.#phone(found, id);
    return this.#sensor(found, id);
  }

  #sensor(found: Found, id: string): PlanRow {
    const device = formatAddress(parseAddress(id));
    if (this.#phoneAddresses.has(id)) return left(device, 'it is configured as a phone');
    const known = this.#sensors.get(id) ?? { name: undefined, key: undefined };
    const replaces = this.#replaces && !this.#seen.has(id);
    const [taken, kept]: [string[], string[]] = [[], found.trouble ? [found.trouble] : []];
    const take = (what: 'name' | 'key', value: string, told: string) => {
      if (known[what] === told) return;
      if (known[what] !== undefined && !replaces) {
        const where = this.#seen.has(id)
          ? 'stands further up'
          : 'is configured (--replace takes this one)';
        kept.push(`another ${what} ${where}`);
        return;
      }
      known[what] = told;
      taken.push(what);
      this.changes.push({ path: ['devices', device, what], value });
    };
    const nameTrouble = this.#nameTrouble(found.name, id);
    if (nameTrouble) kept.push(nameTrouble);
    else if (found.name !== undefined) take('name', found.name, found.name);
    if (found.key && found.keyText) take('key', found.keyText, found.key.reveal().join());
    this.#sensors.set(id, known);
    this.#seen.add(id);
    if (known.name !== undefined) this.#names.set(known.name, id);
    const isSilent = taken.length + kept.length === 0 && found.name === undefined && !found.key;
    if (isSilent) kept.push('it has neither name nor key: it is found by itself');
    return { device, name: known.name ?? '', taken, left: kept };
  }

  #phone(found: Found, id: string | undefined): PlanRow {
    const device = id === undefined ? found.place : formatAddress(parseAddress(id));
    if (found.trouble) return left(device, found.trouble);
    if (id !== undefined && this.#sensors.has(id)) {
      return left(device, 'it is configured as a sensor');
    }
    const key = found.key?.reveal().join();
    const isKnown = Object.values(this.#phones).some(
      ({ irk, address }) =>
        (key !== undefined && irk?.reveal().join() === key) ||
        (address !== undefined && digitsOf(address) === id),
    );
    const identity = `phone ${key ?? id}`;
    if (isKnown) return { device, name: '', taken: [], left: [] };
    if (this.#seen.has(identity)) return left(device, 'it stands further up');
    const suffix = (id ?? `${this.#seen.size}`).slice(-6).toLowerCase();
    const isNamed = found.name !== undefined && !this.#nameTrouble(found.name, identity);
    const name = isNamed && found.name !== undefined ? found.name : `phone-${suffix}`;
    const clash = this.#nameTrouble(name, identity);
    if (clash) return left(device, clash);
    this.#seen.add(identity);
    this.#names.set(name, identity);
    const path = ['phones', name];
    if (found.keyText) this.changes.push({ path: [...path, 'irk'], value: found.keyText });
    if (id !== undefined) this.changes.push({ path: [...path, 'address'], value: device });
    return { device, name, taken: found.keyText ? ['phone', 'key'] : ['phone'], left: [] };
  }

  #nameTrouble(name: string | undefined, id: string): string | undefined {
    if (name === undefined) return undefined;
    const problem = nameRule(name);
    if (problem !== undefined) return `its name ${problem}`;
    const owner = this.#names.get(name);
    return owner === undefined || owner === id ? undefined : 'its name is taken by another';
  }
}

/** Nothing of it is taken. A name may be anything, a key too: only what was taken is shown. */
function left(device: string, why: string): PlanRow {
  return { device, name: '', taken: [], left: [why] };
}

function digitsOf(address: string): string {
  return addressDigits(parseAddress(address));
}
