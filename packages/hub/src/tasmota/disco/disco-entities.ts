// The entities that the script disco.be announces to Home Assistant: the same topics and unique ids, so
// that what it once announced lives on, and payloads that Home Assistant of today takes.

import { Feature, hasFeature } from '../config/feature.ts';
import type { Slot } from '../config/sensor-list.ts';
import { typeName } from '../config/sensor-type.ts';
import { discoProduct, PRESSES, type Press } from './disco-facts.ts';

/** One retained message. */
export interface DiscoMessage {
  readonly topic: string;
  readonly payload: Payload;
}

type Payload = Readonly<Record<string, unknown>>;

/** Who speaks, and where the messages stand that entities read. */
export interface DiscoPlace {
  /** The first level of discovery topics. `homeassistant` */
  readonly prefix: string;
  /** The hub's part of Tasmota's topics. `tasmota_A1B2C3` */
  readonly topic: string;
  /** A message of telemetry of one hub, or of every one with '+': `tele/+/SENSOR`. */
  readonly tele: (topic: string, what: 'SENSOR' | 'STATE') => string;
}

/** Who announces, and what. */
interface Sensor {
  readonly place: DiscoPlace;
  readonly slot: Slot;
  /** Model and end of the address, whatever the user calls it: what ids are made of. */
  readonly id: string;
}

/** A kind of entity that reads one member of a sensor's object. */
interface Row {
  readonly platform: 'sensor' | 'binary_sensor' | 'number';
  readonly payload: (sensor: Sensor, member: string) => Payload;
}

/** A knob is turned between these, as far as Home Assistant shows it. */
const KNOB = { min: 0, max: 100, step: 1 } as const;

/** Motion is seldom said to be over. In seconds. */
const MOTION_ENDS_S = 30;

const measured = (deviceClass: string | undefined, unit: string): Row => ({
  platform: 'sensor',
  payload: (sensor, member) => ({
    ...(deviceClass && { dev_cla: deviceClass }),
    stat_cla: 'measurement',
    unit_of_meas: unit,
    val_tpl: readingOf(sensor, member),
  }),
});

const isTrue = (deviceClass: string, more: Payload = {}): Row => ({
  platform: 'binary_sensor',
  payload: (sensor, member) => ({
    dev_cla: deviceClass,
    pl_on: '1',
    pl_off: '0',
    ...more,
    val_tpl: readingOf(sensor, member),
  }),
});

/** By the member of SENSOR that the entity reads, which is its name too. */
const ROWS: Readonly<Record<string, Row>> = {
  Temperature: measured('temperature', '°C'),
  Humidity: measured('humidity', '%'),
  // Called Temperature in the script, by mistake, so that none came to be.
  DewPoint: measured('temperature', '°C'),
  Battery: measured('battery', '%'),
  Illuminance: measured('illuminance', 'lx'),
  Moisture: measured('moisture', '%'),
  Fertility: measured('conductivity', 'µS/cm'),
  Motion: isTrue('motion', { off_dly: MOTION_ENDS_S }),
  Door: isTrue('door'),
  // `leak` is no class of Home Assistant.
  Leak: isTrue('moisture'),
  Dimmer: { platform: 'number', payload: knob },
  Hold: {
    platform: 'sensor',
    payload: (sensor, member) => ({ ic: 'mdi:knob', val_tpl: readingOf(sensor, member) }),
  },
};

/** Members that tell of an entity of another name. */
const SAME_AS: Readonly<Record<string, string>> = { Dimmer_P: 'Dimmer' };

const BUTTON = /^Button(\d{1,3})$/;

/** Bits of the mask, and the members that they promise. */
const MEMBERS: readonly (readonly [bit: number, member: string])[] = [
  [Feature.temperature + Feature.temperatureAndHumidity, 'Temperature'],
  [Feature.humidity + Feature.temperatureAndHumidity, 'Humidity'],
  [Feature.temperatureAndHumidity, 'DewPoint'],
  [Feature.illuminance, 'Illuminance'],
  [Feature.moisture, 'Moisture'],
  [Feature.fertility, 'Fertility'],
  [Feature.battery, 'Battery'],
  [Feature.motion, 'Motion'],
  [Feature.knob, 'Dimmer'],
  [Feature.knob, 'Hold'],
  [Feature.door, 'Door'],
  [Feature.leak, 'Leak'],
];

/** The members that a sensor of this type will send, before it has sent any. */
export function promisedMembers({ feat, pid }: Slot): readonly string[] {
  const count = discoProduct(pid).buttons?.count ?? 0;
  const buttons = Array.from({ length: count }, (_, number) => `Button${number}`);
  return [
    ...MEMBERS.filter(([bits]) => hasFeature(feat, bits)).map(([, member]) => member),
    ...buttons,
  ];
}

/** Whether a member of SENSOR has an entity. */
export function hasEntity(member: string): boolean {
  return Object.hasOwn(ROWS, SAME_AS[member] ?? member) || BUTTON.test(member);
}

/** The messages for one sensor: its strength, and what reads the members that it is known to send. */
export function discoMessages(
  slot: Slot,
  members: ReadonlySet<string>,
  place: DiscoPlace,
): readonly DiscoMessage[] {
  const sensor = { place, slot, id: idOf(slot) };
  const names = new Set([...members].map((member) => SAME_AS[member] ?? member));
  return [strength(sensor), ...[...names].flatMap((name) => messagesFor(sensor, name))];
}

/** The hub itself: how well it is connected. */
export function discoHub({ prefix, topic, tele }: DiscoPlace): DiscoMessage {
  const state = tele(topic, 'STATE');
  return {
    topic: `${prefix}/sensor/Tasmota_BLE_${topic}/config`,
    payload: {
      uniq_id: `${topic}.BLE_Node`,
      name: `BLE_Node ${topic}`,
      dev_cla: 'signal_strength',
      stat_cla: 'measurement',
      unit_of_meas: 'dBm',
      ent_cat: 'diagnostic',
      stat_t: state,
      json_attr_t: state,
      val_tpl: '{{ value_json.Wifi.Signal }}',
      dev: {
        ids: ['Tasmota BLE'],
        name: 'Tasmota BLE',
        mf: 'Tasmota',
        mdl: 'BLE Hub',
        cns: [['mac', 'virtual']],
      },
    },
  };
}

function messagesFor(sensor: Sensor, name: string): readonly DiscoMessage[] {
  const [isButton, number] = BUTTON.exec(name) ?? [];
  if (isButton !== undefined) return presses(sensor, Number(number));
  const row = ROWS[name];
  if (!row) return [];
  const { id, place } = sensor;
  return [
    {
      topic: `${place.prefix}/${row.platform}/${id}_${name}/config`,
      payload: {
        uniq_id: `${id}.${name}`,
        name: `${name} ${id}`,
        stat_t: place.tele('+', 'SENSOR'),
        ...row.payload(sensor, name),
        dev: deviceOf(sensor),
      },
    },
  ];
}

/** How well this hub hears it: an entity for each hub. */
function strength(sensor: Sensor): DiscoMessage {
  const { id, place } = sensor;
  const host = place.topic.replaceAll('_', '-').slice(0, 14);
  const entity = `rssi_${host}_${id}`;
  return {
    topic: `${place.prefix}/sensor/${host}_${id}_rssi/config`,
    payload: {
      uniq_id: `${entity}.signal_strength`,
      name: `-> ${host}`,
      dev_cla: 'signal_strength',
      stat_cla: 'measurement',
      unit_of_meas: 'dBm',
      ent_cat: 'diagnostic',
      ic: 'mdi:bluetooth',
      stat_t: place.tele(place.topic, 'SENSOR'),
      json_attr_t: place.tele(place.topic, 'STATE'),
      val_tpl: readingOf(sensor, 'RSSI'),
      dev: deviceOf(sensor),
    },
  };
}

function presses(sensor: Sensor, button: number): readonly DiscoMessage[] {
  const { id, place, slot } = sensor;
  const { buttons } = discoProduct(slot.pid);
  // The cast holds: these are the keys of that very table.
  const kinds = buttons?.presses ?? (Object.keys(PRESSES) as Press[]);
  return kinds.map((press) => ({
    topic: `${place.prefix}/device_automation/${id}_Button${button}_${press}/config`,
    payload: {
      atype: 'trigger',
      type: `button_${press}_press`,
      stype: `button${button}`,
      t: place.tele('+', 'SENSOR'),
      pl: PRESSES[press],
      val_tpl: readingOf(sensor, `Button${button}`),
      dev: deviceOf(sensor),
    },
  }));
}

/**
 * Steps are added to what the entity shows, by whatever name the user gave it, and stay in its range:
 * beyond it Home Assistant would not take them, and the knob would stick.
 */
function knob(sensor: Sensor): Payload {
  const steps = `value_json[${jinjaText(sensor.slot.key)}]['Dimmer']`;
  return {
    ...KNOB,
    ic: 'mdi:knob',
    cmd_t: 'Dummy/Dummy',
    opt: true,
    val_tpl:
      `{% if ${steps} is defined %}` +
      `{{ [[${steps} + this.state | int(0), ${KNOB.min}] | max, ${KNOB.max}] | min }}{% endif %}`,
  };
}

function deviceOf({ slot, id }: Sensor): Payload {
  return {
    ids: [slot.mac],
    name: slot.override ?? id,
    mf: discoProduct(slot.pid).maker,
    mdl: modelOf(slot),
    via_device: 'Tasmota BLE',
    cns: [['mac', slot.mac.match(/../g)?.join(':')]],
  };
}

/** Messages about other sensors are passed over in silence: `is_defined` sees to that. */
function readingOf({ slot }: Sensor, member: string): string {
  return `{{ value_json[${jinjaText(slot.key)}]['${member}'] | is_defined }}`;
}

/** A name of a user's as a string of a template, whatever stands in it. */
function jinjaText(text: string): string {
  return JSON.stringify(text);
}

function modelOf({ pid, index, device }: Slot): string {
  return typeName(pid, index, device?.product);
}

function idOf(slot: Slot): string {
  const end = slot.mac.slice(6).toLowerCase();
  return `${modelOf(slot)}-${end}`.replaceAll(/[^\w-]/g, '_');
}
