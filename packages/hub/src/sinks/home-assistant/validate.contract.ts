// Whether Home Assistant takes a discovery message, strictly: for tests of whoever sends one. A key that is
// unknown or stands where it means nothing is a fault, though Home Assistant may pass over it in silence.

import {
  ABBREVIATIONS,
  DEVICE_ABBREVIATIONS,
  DEVICE_KEYS,
  ENTITY_CATEGORIES,
  ENTITY_KEYS,
  ORIGIN_ABBREVIATIONS,
  ORIGIN_KEYS,
  PLATFORMS,
  SENSOR_CLASSES,
  SHARED_KEYS,
  SOURCE_TYPES,
  STATE_CLASSES,
  TRIGGER_KEYS,
  TRIGGER_REQUIRED,
} from './documented.contract.ts';
import { commanded, rendered, TemplateFault } from './rendering.contract.ts';

type Options = Readonly<Record<string, unknown>>;

/** What stands on topics, parsed: templates are rendered on it. */
export type Documents = ReadonlyMap<string, Options>;

const NO_DOCUMENTS: Documents = new Map();

/** What is wrong with a message on `<prefix>/device/<id>/config`; nothing of a good one. */
export function faultsOfDevice(
  topic: string,
  payload: string,
  documents: Documents = NO_DOCUMENTS,
): string[] {
  const faults: string[] = [];
  if (!/^[^/]+(\/[^/]+)*\/device\/[a-zA-Z0-9_-]+\/config$/.test(topic))
    faults.push(`topic: ${topic}`);
  const message = longObject(payload, faults);
  if (!message) return faults;
  const { device, origin, components, ...root } = message;
  for (const key of Object.keys(root)) {
    if (!SHARED_KEYS.includes(key)) faults.push(`root: ${key} does not belong there`);
  }
  faults.push(...faultsOfDeviceInfo(device), ...faultsOfOrigin(origin));
  faults.push(...faultsOfAvailability(root, 'root'));
  if (!isObject(components) || Object.keys(components).length === 0) {
    return [...faults, 'components: there are none'];
  }
  for (const [key, value] of Object.entries(components)) {
    if (!/^[a-zA-Z0-9_-]+$/.test(key)) faults.push(`${key}: not a key of a component`);
    if (isObject(value))
      faults.push(...faultsOfComponent(key, longKeys(value, ABBREVIATIONS), root, documents));
    else faults.push(`${key}: is no object`);
  }
  return [...faults, ...repeated([payload])];
}

/** What is wrong with a message on `<prefix>/<platform>/<id>/config`; nothing of a good one. */
export function faultsOfEntity(
  platform: string,
  payload: string,
  documents: Documents = NO_DOCUMENTS,
): string[] {
  const faults: string[] = [];
  const message = longObject(payload, faults);
  if (!message) return faults;
  const { device, origin, '~': base, ...options } = message;
  if (device !== undefined) faults.push(...faultsOfDeviceInfo(device));
  if (origin !== undefined) faults.push(...faultsOfOrigin(origin));
  const whole = typeof base === 'string' ? withBase(options, base) : options;
  return [...faults, ...faultsOfComponent(platform, { platform, ...whole }, {}, documents)];
}

/** What is wrong with all device messages of a home together: by topic. */
export function faultsOfHome(
  messages: ReadonlyMap<string, string>,
  documents: Documents = NO_DOCUMENTS,
): string[] {
  const told = [...messages].filter(([, payload]) => payload !== '');
  return [
    ...told.flatMap(([topic, payload]) =>
      faultsOfDevice(topic, payload, documents).map((fault) => `${topic}: ${fault}`),
    ),
    ...repeated(told.map(([, payload]) => payload)),
  ];
}

/** The components of a message, in long words, with what they have of the root. */
export function componentsOf(payload: string): ReadonlyMap<string, Options> {
  const { components, device: _, origin: __, ...root } = longObject(payload, []) ?? {};
  if (!isObject(components)) return new Map();
  return new Map(
    Object.entries(components).flatMap(([key, value]) =>
      isObject(value) ? [[key, { ...shared(root), ...longKeys(value, ABBREVIATIONS) }]] : [],
    ),
  );
}

function faultsOfComponent(
  key: string,
  own: Options,
  root: Options,
  documents: Documents,
): string[] {
  const platform = show(own.platform);
  // What is to be forgotten: nothing else is said of it.
  if (Object.keys(own).length === 1 && platform in { ...PLATFORMS, device_automation: 0 })
    return [];
  if (platform === 'device_automation') return faultsOfTrigger(key, own);
  const rules = PLATFORMS[platform];
  if (!rules) return [`${key}: there is no platform ${platform}`];
  const all = { ...shared(root), ...own };
  const faults = [...unknownIn(own, [...ENTITY_KEYS, ...rules.keys])];
  for (const required of rules.required) {
    if (!(required in all)) faults.push(`${required} is missing`);
  }
  if (typeof own.unique_id !== 'string' || own.unique_id === '')
    faults.push('unique_id is missing');
  faults.push(...faultsOfShape(platform, own), ...faultsOfAvailability(own, platform));
  for (const name of Object.keys(all)) {
    if (name.endsWith('_topic') && !isTopicFor(name, all[name]))
      faults.push(`${name}: ${show(all[name])}`);
  }
  const deviceClass = own.device_class;
  if (platform === 'sensor') faults.push(...faultsOfSensor(own));
  else if (
    deviceClass !== undefined &&
    rules.classes &&
    !rules.classes.includes(show(deviceClass))
  ) {
    faults.push(`device_class: there is no ${show(deviceClass)}`);
  }
  if (platform === 'device_tracker' && !all.state_topic && !all.json_attributes_topic) {
    faults.push('neither state_topic nor json_attributes_topic');
  }
  if (platform === 'device_tracker' && !SOURCE_TYPES.includes(show(own.source_type))) {
    faults.push(`source_type: there is no ${show(own.source_type)}`);
  }
  faults.push(...faultsOfRendering(platform, all, documents));
  return faults.map((fault) => `${key}: ${fault}`);
}

/** Types of values, and what hints may look like. */
function faultsOfShape(platform: string, own: Options): string[] {
  const faults: string[] = [];
  const { default_entity_id: id, entity_category: category, name, event_types, options } = own;
  if (id !== undefined && !new RegExp(`^${platform}\\.[a-z0-9_]+$`).test(show(id))) {
    faults.push(`default_entity_id: ${show(id)}`);
  }
  if (category !== undefined && !ENTITY_CATEGORIES.includes(show(category))) {
    faults.push(`entity_category: ${show(category)}`);
  }
  // Home Assistant refuses it: sensors have no settings.
  if (category === 'config' && ['sensor', 'binary_sensor'].includes(platform)) {
    faults.push('entity_category: config is for what can be set');
  }
  if (name !== undefined && name !== null && (typeof name !== 'string' || name === '')) {
    faults.push(`name: ${show(name)}`);
  }
  if ('enabled_by_default' in own && typeof own.enabled_by_default !== 'boolean') {
    faults.push('enabled_by_default: is no truth value');
  }
  for (const [key, list] of Object.entries({ event_types, options })) {
    if (list !== undefined && !isListOfTexts(list)) faults.push(`${key}: ${JSON.stringify(list)}`);
  }
  const { min, max, step } = own;
  for (const [key, number] of Object.entries({ min, max, step })) {
    if (number !== undefined && typeof number !== 'number') faults.push(`${key}: is no number`);
  }
  if (platform === 'number' && Number(min ?? 1) >= Number(max ?? 100))
    faults.push('min is not below max');
  return faults;
}

function faultsOfSensor(own: Options): string[] {
  const faults: string[] = [];
  const { device_class: deviceClass, state_class: stateClass, options } = own;
  const unit = own.unit_of_measurement;
  const precision = own.suggested_display_precision;
  if (stateClass !== undefined && !STATE_CLASSES.includes(show(stateClass))) {
    faults.push(`state_class: there is no ${show(stateClass)}`);
  }
  if (stateClass === 'measurement_angle' && unit !== '°') faults.push('measurement_angle is in °');
  const isText = ['enum', 'timestamp', 'date'].includes(show(deviceClass));
  if (isText) {
    for (const [key, value] of Object.entries({ stateClass, unit, precision })) {
      if (value !== undefined) faults.push(`${key}: ${show(deviceClass)} has none`);
    }
  }
  if ((deviceClass === 'enum') !== (options !== undefined))
    faults.push('options: with enum, and only there');
  if (unit === '') faults.push('unit_of_measurement: leave it out where there is none');
  if (deviceClass === undefined || isText) return faults;
  const rules = SENSOR_CLASSES[show(deviceClass)];
  if (!rules) return [...faults, `device_class: there is no ${show(deviceClass)}`];
  if (!rules.units.includes(show(unit ?? ''))) {
    faults.push(`unit_of_measurement: ${show(deviceClass)} is not in ${show(unit)}`);
  }
  if (stateClass !== undefined && !rules.stateClasses.includes(show(stateClass))) {
    faults.push(`state_class: ${show(deviceClass)} has no ${show(stateClass)}`);
  }
  return faults;
}

function faultsOfTrigger(key: string, own: Options): string[] {
  const faults = [...unknownIn(own, TRIGGER_KEYS)];
  for (const required of TRIGGER_REQUIRED) {
    if (typeof own[required] !== 'string' || own[required] === '')
      faults.push(`${required} is missing`);
  }
  if (own.automation_type !== 'trigger') faults.push('automation_type is not trigger');
  return faults.map((fault) => `${key}: ${fault}`);
}

function faultsOfDeviceInfo(value: unknown): string[] {
  if (!isObject(value)) return ['device: is no object'];
  const device = longKeys(value, DEVICE_ABBREVIATIONS);
  const faults = [...unknownIn(device, DEVICE_KEYS)];
  const { identifiers, connections, ...texts } = device;
  if (identifiers === undefined && connections === undefined) faults.push('nothing identifies it');
  if (identifiers !== undefined && !isListOfTexts(identifiers))
    faults.push('identifiers: no list of texts');
  const pairs = Array.isArray(connections) ? connections : [];
  if (!pairs.every((pair) => isListOfTexts(pair) && pair.length === 2))
    faults.push('connections: no pairs');
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text !== 'string' || text === '') faults.push(`${key}: is no text`);
  }
  const { configuration_url: url } = texts;
  if (url !== undefined && !/^(https?|homeassistant):\/\//.test(show(url)))
    faults.push(`configuration_url: ${show(url)}`);
  return faults.map((fault) => `device: ${fault}`);
}

function faultsOfOrigin(value: unknown): string[] {
  if (!isObject(value)) return ['origin: is no object'];
  const origin = longKeys(value, ORIGIN_ABBREVIATIONS);
  const faults = [...unknownIn(origin, ORIGIN_KEYS)];
  if (typeof origin.name !== 'string' || origin.name === '') faults.push('name is missing');
  return faults.map((fault) => `origin: ${fault}`);
}

const AVAILABILITY_KEYS = ['topic', 'value_template', 'payload_available', 'payload_not_available'];

function faultsOfAvailability(options: Options, where: string): string[] {
  const { availability, availability_mode: mode } = options;
  const faults: string[] = [];
  if (mode !== undefined && !['all', 'any', 'latest'].includes(show(mode)))
    faults.push(`availability_mode: ${show(mode)}`);
  if (availability === undefined) return faults;
  if ('availability_topic' in options)
    faults.push('availability and availability_topic exclude each other');
  if (!Array.isArray(availability)) return [...faults, `${where}: availability is no list`];
  for (const source of availability) {
    const long = isObject(source) ? longKeys(source, ABBREVIATIONS) : {};
    faults.push(...unknownIn(long, AVAILABILITY_KEYS));
    if (!isTopic(long.topic)) faults.push(`availability: topic ${show(long.topic)}`);
  }
  return faults.map((fault) => `${where}: ${fault}`);
}

/** Whether what comes out of the templates is what the entity understands. */
function faultsOfRendering(platform: string, all: Options, documents: Documents): string[] {
  const faults: string[] = [];
  const render = (key: string, topicKey: string): string | undefined => {
    const template = all[key];
    const document = documents.get(show(all[topicKey]));
    if (typeof template !== 'string' || !document) return undefined;
    try {
      return rendered(template, document);
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      faults.push(`${key}: ${error.message}`);
      return undefined;
    }
  };
  const state = render('value_template', 'state_topic');
  if (state !== undefined && !isUnderstood(platform, all, state)) {
    faults.push(`state: ${JSON.stringify(state)} is not what it understands`);
  }
  const attributes = render('json_attributes_template', 'json_attributes_topic');
  if (attributes !== undefined && !isObject(parsed(attributes)))
    faults.push('attributes: no object');
  const command = all.command_template;
  if (
    typeof command === 'string' &&
    parsed(commanded(command, platform === 'number' ? 1 : 'x')) === undefined
  ) {
    faults.push(`command_template: makes no JSON: ${command}`);
  }
  return faults;
}

/** `None` stands for "unknown" in all of them but events. */
function isUnderstood(platform: string, all: Options, state: string): boolean {
  if (platform === 'event') {
    if (state === '') return true;
    const event = parsed(state);
    return (
      isObject(event) &&
      isListOfTexts(all.event_types) &&
      all.event_types.includes(show(event.event_type))
    );
  }
  if (state === 'None') return true;
  switch (platform) {
    case 'binary_sensor':
      return [all.payload_on ?? 'ON', all.payload_off ?? 'OFF'].includes(state);
    case 'switch':
      return [all.state_on ?? 'ON', all.state_off ?? 'OFF'].includes(state);
    case 'device_tracker':
      return [all.payload_home ?? 'home', all.payload_not_home ?? 'not_home'].includes(state);
    case 'number':
      return Number(state) >= Number(all.min ?? 1) && Number(state) <= Number(all.max ?? 100);
    case 'select':
      return isListOfTexts(all.options) && all.options.includes(state);
    case 'sensor':
      return isUnderstoodBySensor(all, state);
    default:
      return true;
  }
}

function isUnderstoodBySensor(all: Options, state: string): boolean {
  const { device_class: deviceClass, options } = all;
  if (deviceClass === 'enum') return isListOfTexts(options) && options.includes(state);
  // Times need a zone.
  if (deviceClass === 'timestamp') return /[+Z]/.test(state) && !Number.isNaN(Date.parse(state));
  const isNumber = ['state_class', 'unit_of_measurement', 'suggested_display_precision'].some(
    (key) => key in all,
  );
  return isNumber || deviceClass !== undefined
    ? state.trim() !== '' && Number.isFinite(Number(state))
    : state.length <= 255;
}

/** Ids of entities that stand twice in these messages. */
function repeated(payloads: readonly string[]): string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const payload of payloads) {
    for (const [key, { unique_id: id }] of componentsOf(payload)) {
      if (id === undefined) continue;
      if (seen.has(show(id))) faults.push(`${key}: ${show(id)} stands twice`);
      seen.add(show(id));
    }
  }
  return faults;
}

function unknownIn(options: Options, known: readonly string[]): string[] {
  return Object.keys(options)
    .filter((key) => !known.includes(key))
    .map((key) => `${key} is unknown or does not belong there`);
}

function shared(root: Options): Options {
  return Object.fromEntries(Object.entries(root).filter(([key]) => SHARED_KEYS.includes(key)));
}

/** `~` at the beginning or the end of topics, in messages of single entities. */
function withBase(options: Options, base: string): Options {
  const whole = (text: string) => text.replace(/^~/, base).replace(/~$/, base);
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key,
      typeof value === 'string' && key.endsWith('topic') ? whole(value) : value,
    ]),
  );
}

/** What is listened on may be a filter where it is written out for each entity, as by those who have many gateways. */
function isTopicFor(name: string, value: unknown): boolean {
  const isHeard = name === 'state_topic' || name === 'json_attributes_topic';
  if (!isHeard || typeof value !== 'string') return isTopic(value);
  return isTopic(value.replaceAll(/(?<=^|\/)\+(?=\/|$)/g, 'any'));
}

/** A topic to publish or listen on: none of the signs of filters, no level that is empty. */
function isTopic(value: unknown): boolean {
  return typeof value === 'string' && /^[^+#~\0/]+(\/[^+#~\0/]+)*$/.test(value);
}

function isListOfTexts(value: unknown): value is readonly string[] {
  const isAll =
    Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
  return isAll && value.length > 0 && new Set(value).size === value.length;
}

function isObject(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function longObject(payload: string, faults: string[]): Options | undefined {
  const value = parsed(payload);
  if (isObject(value)) return longKeys(value, ABBREVIATIONS);
  faults.push('is no JSON object');
  return undefined;
}

function longKeys(options: Options, names: Readonly<Record<string, string>>): Options {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [names[key] ?? key, value]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value as it stands in a message. */
function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
