// Home Assistant's short keys: a device with twenty entities is half as long with them.
// https://www.home-assistant.io/integrations/mqtt/#supported-abbreviations-in-mqtt-discovery-messages

import type { Component, DiscoveryPayload, Json } from './component.ts';

/** Of messages and their components. `default_entity_id` has none. */
export const SHORT_KEYS: Readonly<Record<string, string>> = {
  automation_type: 'atype',
  availability: 'avty',
  availability_mode: 'avty_mode',
  command_template: 'cmd_tpl',
  command_topic: 'cmd_t',
  components: 'cmps',
  device: 'dev',
  device_class: 'dev_cla',
  enabled_by_default: 'en',
  entity_category: 'ent_cat',
  event_types: 'evt_typ',
  icon: 'ic',
  json_attributes_template: 'json_attr_tpl',
  json_attributes_topic: 'json_attr_t',
  options: 'ops',
  origin: 'o',
  payload: 'pl',
  payload_not_home: 'pl_not_home',
  payload_home: 'pl_home',
  payload_off: 'pl_off',
  payload_on: 'pl_on',
  payload_press: 'pl_prs',
  payload_reset: 'pl_rst',
  platform: 'p',
  source_type: 'src_type',
  state_class: 'stat_cla',
  state_off: 'stat_off',
  state_on: 'stat_on',
  state_topic: 'stat_t',
  subtype: 'stype',
  suggested_display_precision: 'sug_dsp_prc',
  topic: 't',
  unique_id: 'uniq_id',
  unit_of_measurement: 'unit_of_meas',
  value_template: 'val_tpl',
};

/** Of the device. `via_device` has none. */
export const SHORT_DEVICE_KEYS: Readonly<Record<string, string>> = {
  connections: 'cns',
  configuration_url: 'cu',
  hw_version: 'hw',
  identifiers: 'ids',
  manufacturer: 'mf',
  model: 'mdl',
  model_id: 'mdl_id',
  serial_number: 'sn',
  suggested_area: 'sa',
  sw_version: 'sw',
};

/** Of the origin. */
export const SHORT_ORIGIN_KEYS: Readonly<Record<string, string>> = {
  sw_version: 'sw',
};

type JsonObject = { readonly [key: string]: Json };

/** The message as it is sent. */
export function shortJson(payload: DiscoveryPayload): string {
  const { device, origin, components, availability, ...others } = payload;
  const list = Array.isArray(availability) ? availability : [];
  return JSON.stringify({
    ...shortened(others, SHORT_KEYS),
    ...(list.length > 0 && { avty: list.map((source) => shortened(source, SHORT_KEYS)) }),
    dev: shortened(device, SHORT_DEVICE_KEYS),
    o: shortened(origin, SHORT_ORIGIN_KEYS),
    cmps: Object.fromEntries(
      Object.entries(components).map(([key, component]) => [key, shortComponent(component)]),
    ),
  });
}

function shortComponent(component: Component): JsonObject {
  const { availability, ...others } = component;
  return {
    ...shortened(others, SHORT_KEYS),
    ...(Array.isArray(availability) && {
      avty: availability.map((source) => shortened(source, SHORT_KEYS)),
    }),
  };
}

function shortened(long: JsonObject, keys: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(long).map(([key, value]) => [keys[key] ?? key, value]));
}
