// The entities of who is tracked: at home or not, and in which room.

import type { Device } from '../../state/device.ts';
import type { Component } from './component.ts';
import type { DeviceContext } from './device-components.ts';
import { areaByReceiver, HOME_OR_NOT, ZONES } from './templates.ts';

/** A tracker, and a sensor of the room where receivers have areas; nothing for sensors. */
export function trackerComponents(
  { kind }: Device,
  { topic, areas }: DeviceContext,
): readonly (readonly [string, Component])[] {
  if (kind !== 'phone') return [];
  const tracker: Component = {
    platform: 'device_tracker',
    name: null,
    source_type: 'bluetooth_le',
    value_template: HOME_OR_NOT,
    payload_home: 'home',
    payload_not_home: 'not_home',
    // Home Assistant 2027 no longer reads the state, but the zones; older versions the other way round.
    json_attributes_topic: topic,
    json_attributes_template: ZONES,
  };
  return [['home', tracker], ...(areas.size === 0 ? [] : [['room', room(areas)] as const])];
}

function room(areas: ReadonlyMap<string, string>): Component {
  return {
    platform: 'sensor',
    name: 'Room',
    device_class: 'enum',
    options: [...new Set(areas.values())],
    value_template: areaByReceiver(areas),
  };
}
