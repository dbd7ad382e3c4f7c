// The entities of what happens: presses, turns, rings, locks; and the sum of a dial's steps.

import type { Device } from '../../state/device.ts';
import { type Component, EVENT_PREFIX, HIDDEN_DIAGNOSTIC, sentence } from './component.ts';
import type { DeviceContext } from './device-components.ts';
import { type EventSource, eventSources } from './event-rows.ts';
import { eventsOf, memberOf, SOURCE_AND_TYPE, setNumber } from './templates.ts';

/** How far a dial's sum goes. Home Assistant wants an end. */
const DIAL_LIMIT = 1_000_000;

/** Events, triggers where they are wanted, and the dial. */
export function eventComponents(
  device: Device,
  context: DeviceContext,
): readonly (readonly [string, Component])[] {
  const sources = eventSources(context.model, device.family, context.seen);
  const isAllThereIs = sources.length === 1 && !hasMore(device, context);
  return [
    ...sources.map(
      (source) =>
        [`${EVENT_PREFIX}${source.source}`, eventEntity(source, context, isAllThereIs)] as const,
    ),
    ...(context.hasTriggers ? sources.flatMap((source) => triggers(source, context)) : []),
    ...(device.dialSum === undefined ? [] : [['dial_sum', dial(context)] as const]),
  ];
}

function eventEntity(
  { source, deviceClass, eventTypes, isHidden }: EventSource,
  { topic }: DeviceContext,
  isAllThereIs: boolean,
): Component {
  return {
    platform: 'event',
    // The one button of a remote is the remote.
    name: isAllThereIs ? null : sentence(source),
    ...(deviceClass && { device_class: deviceClass }),
    ...(isHidden && HIDDEN_DIAGNOSTIC),
    event_types: eventTypes,
    state_topic: `${topic}/event`,
    value_template: eventsOf(source),
  };
}

/** Whether a device is more than something to press. */
function hasMore({ values, dialSum }: Device, { model }: DeviceContext): boolean {
  const minor = ['battery', 'voltage', 'batteryLow', 'firmwareVersion'];
  const all = [...Object.keys(values), ...(model?.exposes ?? [])];
  return dialSum !== undefined || all.some((name) => !minor.includes(name));
}

/** The words that Home Assistant translates; others stand as they are. */
const TRIGGER_TYPES: Readonly<Record<string, string>> = {
  press: 'button_short_press',
  long_press: 'button_long_press',
  double_press: 'button_double_press',
  triple_press: 'button_triple_press',
};

function triggers(
  { source, types }: EventSource,
  { topic }: DeviceContext,
): readonly (readonly [string, Component])[] {
  return types.map((type) => [
    `trigger_${source}_${type}`,
    {
      platform: 'device_automation',
      automation_type: 'trigger',
      type: TRIGGER_TYPES[type] ?? type,
      subtype: source,
      topic: `${topic}/event`,
      payload: `${source} ${type}`,
      value_template: SOURCE_AND_TYPE,
    },
  ]);
}

function dial({ commandTopic }: DeviceContext): Component {
  return {
    platform: 'number',
    name: 'Dial',
    min: -DIAL_LIMIT,
    max: DIAL_LIMIT,
    step: 1,
    mode: 'box',
    value_template: memberOf('dial_sum'),
    command_topic: commandTopic,
    command_template: setNumber('dial_sum'),
  };
}
