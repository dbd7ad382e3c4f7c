// The entities of one device: of its values, of what happens to it, of where it is and how it is heard.

import {
  BOOLEANS,
  type BooleanQuantity,
  MODELS,
  NUMBERS,
  type NumberQuantity,
  type Quantity,
  quantityOf,
  type SensorModel,
  type TextQuantity,
  type TriggerFlags,
  unitOf,
} from '@bluebell/sensors';
import type { Device } from '../../state/device.ts';
import { mqttNameOf, TRIGGER_NAMES } from '../mqtt-names.ts';
import { type Component, entity, HIDDEN_DIAGNOSTIC, type Identity, sentence } from './component.ts';
import { eventComponents } from './event-components.ts';
import type { SeenEvents } from './event-rows.ts';
import { exposedBy } from './exposed.ts';
import {
  BOOLEAN_ROWS,
  type BooleanRow,
  NUMBER_ROWS,
  type NumberRow,
  TEXT_ROWS,
  type TextRow,
  TRIGGER_ROWS,
} from './quantity-rows.ts';
import { radioComponents } from './radio-components.ts';
import { settingComponents } from './setting-components.ts';
import { memberOf, timeOf } from './templates.ts';
import { trackerComponents } from './tracker-components.ts';

/** What the entities of a device are made from, besides itself. */
export interface DeviceContext {
  readonly identity: Identity;
  /** `bluebell/kitchen`: where its state stands. */
  readonly topic: string;
  /** Where commands for it go: `bluebell/A4C138000001/set`, whatever it is called. */
  readonly commandTopic: string;
  readonly model: SensorModel | undefined;
  readonly seen: SeenEvents;
  /** Who ever heard it, by the key of the strength there. */
  readonly receivers: ReadonlyMap<string, string>;
  /** Whether its adverts ever gave trouble. */
  readonly hadFault: boolean;
  /** The area of each receiver that has one. */
  readonly areas: ReadonlyMap<string, string>;
  /** Whether triggers of devices are told of beside the event entities. */
  readonly hasTriggers: boolean;
}

const MODEL_BY_ID = new Map(MODELS.map((model) => [model.id, model]));

/** The product, if it is one that is known. */
export function modelOf({ product }: Pick<Device, 'product'>): SensorModel | undefined {
  return product === undefined ? undefined : MODEL_BY_ID.get(product);
}

/** All of them, by key. */
export function deviceComponents(device: Device, context: DeviceContext): Map<string, Component> {
  const all: readonly (readonly [string, Component])[] = [
    ...valueComponents(device, context.model),
    ...eventComponents(device, context),
    ...trackerComponents(device, context),
    ...radioComponents(device, context),
    ...settingComponents(device, context),
  ];
  return new Map(
    all.map(([key, component]) => [
      key,
      // A trigger is no entity: it has no identity of its own.
      component.platform === 'device_automation'
        ? component
        : entity(context.identity, key, component),
    ]),
  );
}

/** What a product reports is there at once, for automations to be written; the rest once it was heard. */
function valueComponents(
  device: Device,
  model: SensorModel | undefined,
): readonly (readonly [string, Component])[] {
  const heard = Object.keys(device.values);
  return [...promised(model, heard), ...heard].flatMap((name) =>
    name === 'triggerFlags'
      ? flagComponents(device.values.triggerFlags)
      : [[mqttNameOf(name), valueComponent(name, device)] as const],
  );
}

/** What the product reports and was not heard yet. */
function promised(model: SensorModel | undefined, heard: readonly string[]): readonly Quantity[] {
  const known = new Set(heard.map(quantityOf));
  return exposedBy(model).filter((quantity) => {
    if (quantity === 'triggerFlags' || known.has(quantity)) return false;
    return !rowOf(quantity).isHidden;
  });
}

type AnyRow = NumberRow & BooleanRow & TextRow;

function rowOf(quantity: Exclude<Quantity, 'triggerFlags'>): AnyRow {
  // The casts hold: each table has the quantities of its kind, and the question in front says which.
  if (quantity in NUMBERS) return NUMBER_ROWS[quantity as NumberQuantity];
  if (quantity in BOOLEANS) return BOOLEAN_ROWS[quantity as BooleanQuantity];
  return TEXT_ROWS[quantity as TextQuantity];
}

function valueComponent(name: string, device: Device): Component {
  const quantity = quantityOf(name);
  // The cast holds: groups were sorted out before.
  const row = rowOf(quantity as Exclude<Quantity, 'triggerFlags'>);
  const key = mqttNameOf(name);
  const number = name.slice(quantity.length + 1);
  const shared = {
    ...naming(row, number, mqttNameOf(quantity)),
    ...(row.isDiagnostic && { entity_category: 'diagnostic' }),
    ...(row.isHidden && { enabled_by_default: false }),
  };
  if (quantity in BOOLEANS) return booleanComponent(key, row, device, shared);
  const unit = row.unit ?? unitOf(quantity);
  return {
    platform: 'sensor',
    ...shared,
    ...(row.deviceClass && { device_class: row.deviceClass }),
    ...(row.stateClass && { state_class: row.stateClass }),
    ...(unit !== '' && !row.isTime && { unit_of_measurement: unit }),
    ...(row.precision !== undefined && { suggested_display_precision: row.precision }),
    ...(row.options && { options: row.options }),
    value_template: row.isTime ? timeOf(key) : memberOf(key),
  };
}

type Shared = Readonly<Record<string, string | boolean>>;

function booleanComponent(key: string, row: BooleanRow, device: Device, shared: Shared): Component {
  const deviceClass = row.isContact ? device.settings.contactClass : row.deviceClass;
  return {
    platform: 'binary_sensor',
    ...shared,
    ...(deviceClass && { device_class: deviceClass }),
    payload_on: row.isInverse ? 'False' : 'True',
    payload_off: row.isInverse ? 'True' : 'False',
    value_template: memberOf(key),
  };
}

function flagComponents(
  flags: TriggerFlags | undefined,
): readonly (readonly [string, Component])[] {
  return Object.keys(flags ?? {}).map((flag) => {
    // The cast holds: flags have no other members.
    const row = TRIGGER_ROWS[flag as keyof TriggerFlags];
    const key = TRIGGER_NAMES[flag as keyof TriggerFlags];
    return [
      key,
      {
        platform: 'binary_sensor',
        ...(row.name !== undefined && { name: row.name }),
        ...(row.deviceClass && { device_class: row.deviceClass }),
        ...(row.isHidden && HIDDEN_DIAGNOSTIC),
        payload_on: 'True',
        payload_off: 'False',
        value_template: memberOf(key),
      },
    ];
  });
}

/** Classes whose names are more than their letters. */
const CLASS_NAMES: Readonly<Record<string, string>> = { pm25: 'PM2.5', pm10: 'PM10' };

/** Nothing where Home Assistant names it by its class, unless there are several of the kind. */
function naming(row: AnyRow, number: string, key: string): { readonly name?: string } {
  if (number === '') return row.name === undefined ? {} : { name: row.name };
  const base = row.name ?? CLASS_NAMES[row.deviceClass ?? ''] ?? sentence(row.deviceClass ?? key);
  return { name: `${base} ${number}` };
}
