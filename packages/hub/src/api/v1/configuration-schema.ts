// The JSON Schema of the configuration, with what a page wants to know beside it: titles, units, and which
// settings wait for a restart.

import { needsRestart } from '../../config/restart.ts';
import { configJsonSchema, type Shape } from '../../config/shape.ts';
import type { ConfigurationSchema } from '../shapes/index.ts';

/** Ends of names that tell a unit. */
const UNITS: readonly (readonly [end: string, unit: string])[] = [
  ['_s', 's'],
  ['_ms', 'ms'],
  ['_mb', 'MB'],
  ['_days', 'days'],
];

/** Words that are written otherwise than they are spelled. */
const WORDS: Readonly<Record<string, string>> = {
  mqtt: 'MQTT',
  url: 'URL',
  tls: 'TLS',
  id: 'ID',
  irk: 'Identity key (IRK)',
  mi32cfg: 'mi32cfg file',
  homie: 'Homie',
  tasmota: 'Tasmota',
  assistant: 'Assistant',
  ca: 'CA',
  qos: 'QoS',
};

let made: ConfigurationSchema | undefined;

/** Made when somebody first asks. */
export function markedSchema(): ConfigurationSchema {
  // The cast holds: a JSON Schema is an object.
  made ??= marked(configJsonSchema(), [], '') as ConfigurationSchema;
  return made;
}

function marked(shape: Shape, path: readonly string[], name: string): object {
  const { properties, additionalProperties } = shape;
  const isGroup = properties !== undefined || typeof additionalProperties === 'object';
  const unit = UNITS.find(([end]) => name.endsWith(end));
  return {
    ...shape,
    ...(name !== '' && { title: titleOf(unit ? name.slice(0, -unit[0].length) : name) }),
    ...(!isGroup && (needsRestart(path) ? { 'x-restart': true } : { 'x-live': true })),
    ...(!isGroup && unit && { 'x-unit': unit[1] }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([inner, of]) => [
          inner,
          marked(of, [...path, inner], inner),
        ]),
      ),
    }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: marked(additionalProperties, [...path, '*'], ''),
    }),
  };
}

/** `client_id` becomes `Client ID`. */
function titleOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[_ ]/)
    .map((word) => WORDS[word.toLowerCase()] ?? word.toLowerCase());
  const text = words.join(' ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
