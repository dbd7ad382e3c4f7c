// What the hub and its devices are in the words of the Homie convention, version 5: descriptions, ids and
// values. Pure functions. https://homieiot.github.io/specification/

import { BOOLEANS, NUMBERS, type Quantity, quantityOf, unitOf } from '@bluebell/sensors';
import { utcTime } from '../../iso-time.ts';
import type { Device } from '../../state/device.ts';
import { mqttNameOf } from '../mqtt-names.ts';

/** A property, as a description has it. */
export interface HomieProperty {
  readonly name: string;
  readonly datatype: 'integer' | 'float' | 'boolean' | 'string' | 'datetime';
  readonly unit?: string;
  /** Default true. */
  readonly retained?: boolean;
  /** Default false. */
  readonly settable?: boolean;
}

/** The nodes of a device, each with its properties. */
export type HomieNodes = Readonly<
  Record<
    string,
    { readonly name: string; readonly properties: Readonly<Record<string, HomieProperty>> }
  >
>;

/** What stands behind `$description`, save the version. */
export interface HomieShape {
  readonly homie: '5.0';
  readonly name: string;
  readonly nodes?: HomieNodes;
  readonly children?: readonly string[];
  readonly root?: string;
  readonly parent?: string;
}

/** A value, by `<node>/<property>`. */
export type HomieValues = ReadonlyMap<string, string>;

/** The nodes. */
export const VALUES = 'values';
const RECEPTION = 'reception';
export const EVENTS = 'events';

const DIAL: HomieProperty = { name: 'Dial', datatype: 'integer', settable: true };
/** The property that counts the steps of a dial, and may be set. */
export const DIAL_SUM = 'dial-sum';

/** Facts beside what sensors measure. */
const FACTS = {
  home: {
    node: VALUES,
    property: { name: 'Home', datatype: 'boolean' },
    of: ({ isHome }: Device) => isHome,
  },
  [DIAL_SUM]: { node: VALUES, property: DIAL, of: ({ dialSum }: Device) => dialSum },
  fault: {
    node: RECEPTION,
    property: { name: 'Fault', datatype: 'string' },
    of: ({ fault }: Device) => fault ?? 'none',
  },
  rssi: {
    node: RECEPTION,
    property: { name: 'Signal strength', datatype: 'integer', unit: 'dBm' },
    of: ({ rssiDbm }: Device) => rssiDbm,
  },
  receiver: {
    node: RECEPTION,
    property: { name: 'Receiver', datatype: 'string' },
    of: ({ radio }: Device) => radio,
  },
  'last-seen': {
    node: RECEPTION,
    property: { name: 'Last seen', datatype: 'datetime' },
    of: ({ lastSeenMs }: Device) => utcTime(lastSeenMs),
  },
} as const satisfies Record<
  string,
  {
    readonly node: string;
    readonly property: HomieProperty;
    readonly of: (device: Device) => Value | undefined;
  }
>;

type Value = number | boolean | string;

/** Ids are made of `a-z`, `0-9` and `-`. */
export function homieId(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

/** The hub, whose children the devices are. */
export function hubShape(name: string, children: readonly string[]): HomieShape {
  return { homie: '5.0', name, children };
}

/** @param sources what the device's events came from so far. `button_left` */
export function deviceShape(device: Device, root: string, sources: Iterable<string>): HomieShape {
  const events = [...sources].map((source): [string, HomieProperty] => [
    homieId(source),
    { name: source, datatype: 'string', retained: false },
  ]);
  const nodes: Record<string, Record<string, HomieProperty>> = {
    [VALUES]: Object.fromEntries(
      quantitiesOf(device).map((name) => [propertyId(name), propertyOf(name)]),
    ),
    [RECEPTION]: {},
    [EVENTS]: Object.fromEntries(events),
  };
  for (const [id, { node, property, of }] of Object.entries(FACTS)) {
    const properties = nodes[node];
    if (properties && of(device) !== undefined) properties[id] = property;
  }
  const filled = Object.entries(nodes).filter(
    ([, properties]) => Object.keys(properties).length > 0,
  );
  return {
    homie: '5.0',
    name: device.name ?? device.product ?? device.address,
    root,
    parent: root,
    nodes: Object.fromEntries(filled.map(([id, properties]) => [id, { name: id, properties }])),
  };
}

/** All retained values of a device, as the convention writes them. */
export function valuesOf(device: Device): HomieValues {
  const values = new Map<string, string>();
  for (const name of quantitiesOf(device)) {
    // The cast holds: these are the names that it has.
    put(values, `${VALUES}/${propertyId(name)}`, device.values[name as keyof Device['values']]);
  }
  for (const [id, { node, of }] of Object.entries(FACTS)) put(values, `${node}/${id}`, of(device));
  return values;
}

/** Flags that only belong together have no property of their own. */
function quantitiesOf({ values }: Device): readonly string[] {
  return Object.keys(values).filter((name) => name !== 'triggerFlags');
}

function propertyId(name: string): string {
  return homieId(mqttNameOf(name));
}

function propertyOf(name: string): HomieProperty {
  const quantity = quantityOf(name);
  const unit = unitOf(quantity);
  return {
    name: mqttNameOf(name).replaceAll('_', ' '),
    datatype: datatypeOf(quantity),
    ...(unit !== '' && { unit }),
  };
}

function datatypeOf(quantity: Quantity): HomieProperty['datatype'] {
  if (quantity in BOOLEANS) return 'boolean';
  return quantity in NUMBERS ? 'float' : 'string';
}

/** There is no way to write that a number is none. */
function put(values: Map<string, string>, key: string, value: unknown): void {
  if (typeof value === 'number' ? Number.isFinite(value) : value !== undefined) {
    values.set(key, String(value));
  }
}
