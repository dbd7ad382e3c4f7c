// Settings from environment variables, which win over the file: BLUEBELL_MQTT__URL is mqtt.url.

import {
  type ConfigProblem,
  configProblem,
  type SettingPath,
  type Source,
} from './config-error.ts';
import { readYaml } from './read-yaml.ts';
import {
  CONFIG_SHAPE,
  entryShape,
  innerShape,
  isSingleValue,
  namesIn,
  type Shape,
} from './shape.ts';
import type { Written, WrittenGroup } from './written.ts';

/** Variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'BLUEBELL_';
/** Variables of ours that are no settings. */
const OTHERS: ReadonlySet<string> = new Set(['BLUEBELL_DATA', 'BLUEBELL_URL', 'BLUEBELL_TOKEN']);

/** The variable that sets a setting. */
export function variableFor(path: SettingPath): string {
  return PREFIX + path.join('__').toUpperCase();
}

/**
 * Puts variables over what was written in the file; `written` changes.
 *
 * `__` stands between the names of a path, case does not count, and neither do signs in names that
 * users choose: BLUEBELL_DEVICES__A4C138000001__KEY. A list is given with commas or as YAML. An
 * empty variable counts as not set. A variable without `__` that is no setting gives a warning and no
 * more, since container systems make up names such as BLUEBELL_PORT.
 */
export function applyEnvironment(written: WrittenGroup, environment: Environment) {
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  for (const [variable, text] of Object.entries(environment).sort(byName)) {
    if (!variable.startsWith(PREFIX) || OTHERS.has(variable) || !text) continue;
    const source: Source = { kind: 'environment', variable };
    const names = variable.slice(PREFIX.length).split('__');
    if (
      names.length === 1 &&
      !Object.hasOwn(CONFIG_SHAPE.properties ?? {}, names.join().toLowerCase())
    ) {
      const message = `names no setting, and is not used; sections are ${namesIn(CONFIG_SHAPE)}`;
      warnings.push(configProblem(source, [], message));
    } else if (names.includes('')) {
      problems.push(configProblem(source, [], 'must have a name before and behind each __'));
    } else {
      problems.push(...putValue(written, names, text, source));
    }
  }
  return { problems, warnings };
}

/** Walks down to the setting, making groups where there are none, and puts the value there. */
function putValue(root: WrittenGroup, names: readonly string[], text: string, source: Source) {
  let group = root;
  let shape: Shape | undefined = CONFIG_SHAPE;
  const path: string[] = [];
  for (const [i, part] of names.entries()) {
    const name = nameIn(group, shape, part);
    shape = shape && innerShape(shape, name);
    const old = group.entries.get(name);
    if (i === names.length - 1) {
      const { written, problems } = readValue(text, shape, source, [...path, name]);
      group.entries.set(name, { nameSource: source, value: written });
      return problems;
    }
    path.push(name);
    if (shape && isSingleValue(shape)) {
      return [configProblem(source, path, 'is a single value: there are no settings in it')];
    }
    if (old?.value.kind === 'group') {
      group = old.value;
    } else if (!old || old.value.kind === 'nothing') {
      const value: WrittenGroup = { kind: 'group', entries: new Map(), source };
      group.entries.set(name, { nameSource: source, value });
      group = value;
    } else {
      // The file has something wrong here, which is named anyway.
      return [];
    }
  }
  return [];
}

/** The name that a part of a variable stands for, in a group. */
function nameIn(group: WrittenGroup, shape: Shape | undefined, part: string): string {
  if (!shape || !entryShape(shape)) {
    // Some settings have capitals in their names, as users of Tasmota write them.
    const own = Object.keys(shape?.properties ?? {}).find(
      (name) => name.toLowerCase() === part.toLowerCase(),
    );
    return own ?? part.toLowerCase();
  }
  const wanted = bare(part);
  return [...group.entries.keys()].find((name) => bare(name) === wanted) ?? part;
}

/** Letters and digits alone: a variable's name can have no others. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function readValue(text: string, shape: Shape | undefined, source: Source, path: SettingPath) {
  if (!shape || isSingleValue(shape)) {
    const written: Written = { kind: 'text', text, source, isSecret: false };
    return { written, problems: [] };
  }
  const read = readYaml(text, '');
  const problems = read.problems.map(({ message }) => configProblem(source, path, message));
  return { written: listed(from(read.written, source), shape), problems };
}

/** The same, with the variable as its source throughout. */
function from(written: Written, source: Source): Written {
  if (written.kind === 'list') {
    return { kind: 'list', items: written.items.map((item) => from(item, source)), source };
  }
  if (written.kind === 'group') {
    const entries = [...written.entries].map(
      ([name, { value }]) => [name, { nameSource: source, value: from(value, source) }] as const,
    );
    return { kind: 'group', entries: new Map(entries), source };
  }
  return { ...written, source };
}

/** `sim,replay:x` as a list, where a list is meant. */
function listed(written: Written, shape: Shape): Written {
  if (shape.type !== 'array' || written.kind !== 'text') return written;
  const items = written.text.split(',').map((item) => ({ ...written, text: item.trim() }));
  return { kind: 'list', items, source: written.source };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
