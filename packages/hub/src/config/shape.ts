// The schema as data: what may stand where, as JSON Schema says it. Derived, never written.

import * as z from 'zod';
import type { SettingPath } from './config-error.ts';
import { configSchema } from './schema/config.ts';

/** The part of JSON Schema that our settings come to. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  /** Ours: zod leaves `examples` out of whatever it transforms. */
  readonly example?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The value is a secret. */
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
}

/** The JSON Schema (draft 7) of the configuration file. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = configSchema(() => Promise.resolve(new Uint8Array()));
  return {
    ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }),
    title: 'Configuration of bluebell',
  };
}

/** The shape of a whole configuration. The cast holds since all settings are of these few types. */
export const CONFIG_SHAPE = configJsonSchema() as Shape;

/** What may stand at a path; `undefined` when nothing may. */
export function shapeAt(path: SettingPath): Shape | undefined {
  let shape: Shape | undefined = CONFIG_SHAPE;
  for (const part of path) shape = shape && innerShape(shape, part);
  return shape;
}

/** What may stand one step further down. */
export function innerShape(shape: Shape, part: string | number): Shape | undefined {
  if (typeof part === 'number') return shape.items;
  if (shape.properties && Object.hasOwn(shape.properties, part)) return shape.properties[part];
  return entryShape(shape);
}

/** What stands behind each name, where users choose the names themselves. */
export function entryShape(shape: Shape): Shape | undefined {
  return typeof shape.additionalProperties === 'object' ? shape.additionalProperties : undefined;
}

/** Whether one value stands here, and no list or group. */
export function isSingleValue(shape: Shape): boolean {
  return shape.type !== 'array' && shape.type !== 'object';
}

/** What is allowed of each type, to be put behind "must be". */
const TYPE_WORDS: Readonly<Record<string, (shape: Shape) => string>> = {
  integer: ({ minimum, maximum }) => `a whole number${range(minimum, maximum)}`,
  number: ({ minimum, maximum }) => `a number${range(minimum, maximum)}`,
  boolean: () => 'true or false',
  array: ({ example }) =>
    `a list${Array.isArray(example) ? ` such as [${example.map(entryText).join(', ')}]` : ''}`,
  object: (shape) =>
    `a group of lines 'name: value'${shape.properties ? ` (${namesIn(shape)})` : ''}`,
  string: ({ minLength, maxLength }) => `text${range(minLength, maxLength, ' characters')}`,
};

/** What is allowed, to be put behind "must be". */
export function allowedWords(shape: Shape): string {
  const values = shape.const === undefined ? shape.enum : [shape.const];
  if (values?.length === 1) return String(values[0]);
  if (values) return `one of ${[...new Set(values.map(String))].join(', ')}`;
  return TYPE_WORDS[String(shape.type)]?.(shape) ?? 'something else';
}

/** The settings of a group, for messages. */
export function namesIn(shape: Shape): string {
  return Object.keys(shape.properties ?? {}).join(', ');
}

function range(from: number | undefined, to: number | undefined, unit = ''): string {
  if (to === undefined) return from === undefined ? '' : ` of at least ${from}${unit}`;
  return from === undefined ? ` of at most ${to}${unit}` : ` from ${from} to ${to}${unit}`;
}

/** An entry of a list as it may be written in YAML. */
function entryText(entry: unknown): string {
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
}

/** Whether a list stands at a path. */
export function isListSetting(path: SettingPath): boolean {
  return shapeAt(path)?.type === 'array';
}
