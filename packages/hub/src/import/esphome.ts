// The YAML of an ESPHome node: sensors of the platforms xiaomi_* and the like, and phones by their key.

import { keyIn, placeOf } from './ble-monitor.ts';
import {
  type Foreign,
  type ForeignGroup,
  type ForeignText,
  foreignText,
  isForeignGroup,
  isForeignList,
} from './foreign-yaml.ts';
import type { Found } from './found.ts';

/** Platforms and components whose devices are of a kind that bluebell knows. */
const SENSORS = /^(xiaomi|atc|pvvx|bthome|b_parasite|miscale)/;
const PHONES = 'ble_presence';
/** What tells the file from others. */
const COMPONENTS = [
  'esphome',
  'esp32_ble_tracker',
  'esp32',
  'substitutions',
  'sensor',
  'binary_sensor',
];

/** Whether a value is such a file. */
export function isEspHome(value: Foreign): boolean {
  return isForeignGroup(value) && COMPONENTS.some((name) => value.has(name));
}

/** Reads its sensors and phones. What stands in several platforms is one device, named by all of them. */
export function readEspHome(value: Foreign): readonly Found[] {
  if (!isForeignGroup(value)) return [];
  const entries = entriesIn(value, substitutionsOf(value.get('substitutions')));
  // Newer platforms have the address in a component of their own, and entities that name it.
  const addresses = new Map(
    entries.flatMap(({ link, mac }) => (link && mac ? [[link, mac] as const] : [])),
  );
  const devices = new Map<string, Entry[]>();
  for (const entry of entries) {
    const mac = entry.mac ?? addresses.get(entry.link ?? '');
    const identity = (mac?.text ?? mac?.raw)?.toUpperCase() ?? entry.key?.raw ?? entry.link;
    if (identity === undefined) continue;
    devices.set(identity, [...(devices.get(identity) ?? []), { ...entry, mac }]);
  }
  return [...devices.values()].map(deviceFrom);
}

/** One entry of a platform. */
interface Entry {
  readonly kind: Found['kind'];
  readonly mac: ForeignText | undefined;
  readonly key: ForeignText | undefined;
  /** What other entries call it. */
  readonly link: string | undefined;
  readonly names: readonly string[];
}

function entriesIn(root: ForeignGroup, substitutions: ReadonlyMap<string, string>): Entry[] {
  const text = (value: Foreign) => substituted(foreignText(value), substitutions);
  const entries: Entry[] = [];
  for (const [component, section] of root) {
    for (const group of isForeignList(section) ? section : [section]) {
      if (!isForeignGroup(group)) continue;
      const platform = text(group.get('platform'))?.text ?? component;
      if (platform !== PHONES && !SENSORS.test(platform)) continue;
      const kind = platform === PHONES ? 'phone' : 'sensor';
      entries.push({
        kind,
        mac: text(group.get('mac_address')),
        key: text(group.get(kind === 'phone' ? 'irk' : 'bindkey')),
        link: text(group.get('id') ?? group.get(`${platform}_id`))?.text,
        names: namesIn(group, text),
      });
    }
  }
  return entries;
}

function deviceFrom(entries: readonly Entry[]): Found {
  const mac = entries.find((entry) => entry.mac)?.mac;
  const key = entries.find((entry) => entry.key)?.key;
  const kind = entries[0]?.kind ?? 'sensor';
  const names = entries.flatMap((entry) => entry.names);
  const trouble = mac?.tag ? { trouble: `its address is ${mac.tag}, which cannot be read` } : {};
  return {
    kind,
    address: mac?.text,
    name: nameFrom(names),
    place: placeOf(mac ?? key),
    ...trouble,
    ...keyIn(key, kind),
  };
}

/** Of the entry itself, or of each of its quantities. */
function namesIn(group: ForeignGroup, text: (value: Foreign) => ForeignText | undefined): string[] {
  const own = text(group.get('name'))?.text;
  const inner = [...group.values()].filter(isForeignGroup);
  const names = [own, ...inner.map((quantity) => text(quantity.get('name'))?.text)];
  return names.filter((name) => name !== undefined);
}

/** What the names of quantities end with. */
const QUANTITY =
  /[\s_-]*\b(temperature|humidity|battery([\s_]level)?|voltage|moisture|illuminance|light|conductivity|motion|button|signal|rssi|weight|impedance|formaldehyde|idle[\s_]time)$/i;

/** What all names of a device begin with, without words for quantities. */
function nameFrom(names: readonly string[]): string | undefined {
  const [first, ...others] = names.map((name) => name.replace(QUANTITY, '').trim());
  if (first === undefined) return undefined;
  const shared = others.reduce(commonStart, first).replace(/[\s_-]+$/, '');
  return shared === '' ? undefined : shared;
}

/** Whole words that both begin with. */
function commonStart(one: string, other: string): string {
  const words = other.split(/(?<=[\s_-])/);
  let at = 0;
  const same = one.split(/(?<=[\s_-])/).filter((word, i) => {
    const isSame = at === i && word.trim() === words[i]?.trim();
    if (isSame) at += 1;
    return isSame;
  });
  return same.join('');
}

function substitutionsOf(section: Foreign): ReadonlyMap<string, string> {
  const substitutions = new Map<string, string>();
  if (!isForeignGroup(section)) return substitutions;
  for (const [name, value] of section) {
    const text = foreignText(value)?.text;
    if (text !== undefined) substitutions.set(name, text);
  }
  return substitutions;
}

/** How long a text may become. */
const LONGEST = 1024;

/** `$name` and `${name}`, put in once: what they hold is not looked at again. */
function substituted(
  given: ForeignText | undefined,
  substitutions: ReadonlyMap<string, string>,
): ForeignText | undefined {
  if (given?.text === undefined) return given;
  const text = given.text.replace(
    /\$\{(\w+)\}|\$(\w+)/g,
    (whole, braced: string | undefined, bare: string) => substitutions.get(braced ?? bare) ?? whole,
  );
  return { ...given, text: text.slice(0, LONGEST) };
}
