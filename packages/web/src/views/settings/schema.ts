// The configuration's schema, as the settings page reads it: sections, groups and single settings.

/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** The part of JSON Schema that settings come to; what is unknown in it is passed over. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly example?: Json;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly propertyNames?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly required?: readonly string[];
  readonly 'x-restart'?: boolean;
  readonly 'x-live'?: boolean;
  readonly 'x-unit'?: string;
}

/** How a setting is changed. */
export type ControlKind =
  | 'switch'
  | 'select'
  | 'number'
  | 'text'
  | 'secret'
  /** A list of texts. */
  | 'texts'
  /** Things that the user names, each with settings of its own: devices, phones. */
  | 'entries'
  /** Things that the user names, each with one value. */
  | 'pairs'
  /** Only shown: the hub cannot write it. */
  | 'shown';

/** One setting. */
export interface Setting {
  readonly path: readonly string[];
  readonly kind: ControlKind;
  readonly shape: Shape;
  readonly title: string;
  readonly description: string;
  readonly unit: string | undefined;
  readonly needsRestart: boolean;
}

/** Settings under a heading; the first group of a section has none. */
export interface Group {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly settings: readonly Setting[];
}

/** A page of the form. */
export interface Section {
  /** As in the address of the page: `mqtt`. */
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly groups: readonly Group[];
}

/** Where settings go that are in no section. */
export const GENERAL = 'general';

/** Nobody changes it by hand. */
const HIDDEN: ReadonlySet<string> = new Set(['version']);

/** Deeper groups than this are shown as they are. */
const DEEPEST = 4;

/** The sections of a schema, in its order; what stands alone comes first. */
export function sectionsOf(schema: Shape): readonly Section[] {
  const alone: Setting[] = [];
  const sections: Section[] = [];
  for (const [name, shape] of Object.entries(schema.properties ?? {})) {
    if (HIDDEN.has(name)) continue;
    const setting = settingOf([name], shape, isLive(shape, false));
    if (setting && !isCollection(setting)) {
      alone.push(setting);
      continue;
    }
    const groups = setting
      ? [{ title: undefined, description: undefined, settings: [setting] }]
      : groupsOf([name], shape, isLive(shape, false));
    const { description } = shape;
    sections.push({ id: name, title: titleOf(name, shape), description, groups });
  }
  if (alone.length === 0) return sections;
  const groups = [{ title: undefined, description: undefined, settings: alone }];
  return [{ id: GENERAL, title: 'General', description: undefined, groups }, ...sections];
}

/** The settings of an object of the schema, those of objects in it as groups of their own. */
export function groupsOf(
  path: readonly string[],
  shape: Shape,
  isLiveAbove = false,
): readonly Group[] {
  const own: Setting[] = [];
  const inner: Group[] = [];
  for (const [name, child] of Object.entries(shape.properties ?? {})) {
    const place = [...path, name];
    const live = isLive(child, isLiveAbove);
    const setting = settingOf(place, child, live);
    if (setting) own.push(setting);
    else if (path.length < DEEPEST) {
      const settings = groupsOf(place, child, live).flatMap((group) => group.settings);
      inner.push({ title: titleOf(name, child), description: child.description, settings });
    }
  }
  return [{ title: undefined, description: undefined, settings: own }, ...inner];
}

/** Settings of one entry of a collection: `devices.A4:….name` and its like. */
export function entrySettings(setting: Setting, name: string): readonly Setting[] {
  const { additionalProperties: entry } = setting.shape;
  if (typeof entry !== 'object') return [];
  const path = [...setting.path, name];
  return groupsOf(path, entry, !setting.needsRestart).flatMap(({ settings }) => settings);
}

function isLive(shape: Shape, isLiveAbove: boolean): boolean {
  if (shape['x-restart'] !== undefined) return !shape['x-restart'];
  return shape['x-live'] ?? isLiveAbove;
}

function settingOf(path: readonly string[], shape: Shape, live: boolean): Setting | undefined {
  const kind = kindOf(shape);
  if (kind === undefined) return undefined;
  const name = path.at(-1) ?? '';
  return {
    path,
    kind,
    shape,
    title: titleOf(name, shape),
    description: shape.description ?? '',
    unit: unitOf(name, shape),
    needsRestart: !live,
  };
}

/** `undefined` for a group of settings. */
function kindOf(shape: Shape): ControlKind | undefined {
  if (shape.writeOnly === true) return 'secret';
  if (shape.const !== undefined) return 'shown';
  if (shape.enum) return 'select';
  const type = typeof shape.type === 'string' ? shape.type : shape.type?.[0];
  if (type === 'object') return kindOfObject(shape);
  if (type === 'array') return kindOf(shape.items ?? {}) === 'text' ? 'texts' : 'shown';
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' ? 'text' : 'shown';
}

function kindOfObject({ properties, additionalProperties }: Shape): ControlKind | undefined {
  if (properties) return undefined;
  if (typeof additionalProperties !== 'object') return 'shown';
  return additionalProperties.properties ? 'entries' : 'pairs';
}

function isCollection({ kind, path }: Setting): boolean {
  return kind === 'entries' || kind === 'pairs' || (kind === 'shown' && path.length === 1);
}

/** Endings of names that are units. */
const UNITS: Readonly<Record<string, string>> = { s: 'seconds', ms: 'ms', days: 'days', mb: 'MB' };

/** Words that are written otherwise than they are named. */
const WORDS: Readonly<Record<string, string>> = {
  mqtt: 'MQTT',
  url: 'URL',
  id: 'id',
  tls: 'TLS',
  irk: 'identity key',
  ca: 'CA',
  mi32cfg: 'mi32cfg',
  homie: 'Homie',
  tasmota: 'Tasmota',
  home: 'Home',
  assistant: 'Assistant',
  web: 'Web server',
};

/** What to call a setting, where the schema does not say. */
export function titleOf(name: string, shape: Shape): string {
  if (shape.title !== undefined && shape.title !== '') return shape.title;
  const words = wordsOf(name);
  const isUnit = words.length > 1 && UNITS[words.at(-1) ?? ''] !== undefined;
  const text = (isUnit ? words.slice(0, -1) : words)
    .map((word) => (Object.hasOwn(WORDS, word) ? WORDS[word] : word))
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Its unit, by the schema or by the end of its name. */
function unitOf(name: string, shape: Shape): string | undefined {
  if (shape['x-unit'] !== undefined) return UNITS[shape['x-unit'].toLowerCase()] ?? shape['x-unit'];
  const words = wordsOf(name);
  return words.length > 1 ? UNITS[words.at(-1) ?? ''] : undefined;
}

/** `keepalive_s` and `fullTopic` in words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter(Boolean);
}
