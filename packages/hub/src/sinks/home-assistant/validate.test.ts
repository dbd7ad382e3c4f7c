import { describe, expect, it } from 'vitest';
import { faultsOfDevice, faultsOfEntity, faultsOfHome } from './validate.contract.ts';

const TOPIC = 'homeassistant/device/bluebell_A4C138000001/config';

const SENSOR = {
  p: 'sensor',
  uniq_id: 'bluebell_A4C138000001_temperature',
  dev_cla: 'temperature',
  stat_cla: 'measurement',
  unit_of_meas: '°C',
  val_tpl: '{{ value_json.temperature }}',
};

const MESSAGE = {
  dev: {
    ids: ['bluebell_A4C138000001'],
    cns: [['bluetooth', 'A4:C1:38:00:00:01']],
    name: 'Kitchen',
  },
  o: { name: 'bluebell', sw: '1.0.0' },
  stat_t: 'bluebell/kitchen',
  avty: [{ t: 'bluebell/bridge/state', val_tpl: '{{ value_json.state }}' }],
  avty_mode: 'all',
  cmps: { temperature: SENSOR },
};

/** The faults of the message above with one component changed. */
function faultsWith(changes: object): string[] {
  return faultsOfDevice(
    TOPIC,
    JSON.stringify({ ...MESSAGE, cmps: { temperature: { ...SENSOR, ...changes } } }),
  );
}

describe('faultsOfDevice', () => {
  it('finds nothing wrong with a good message, in short words or long', () => {
    expect(faultsOfDevice(TOPIC, JSON.stringify(MESSAGE))).toEqual([]);
    const {
      avty: availability,
      cmps: components,
      dev: device,
      o: origin,
      stat_t,
      avty_mode,
    } = MESSAGE;
    const long = {
      availability,
      components,
      device,
      origin,
      state_topic: stat_t,
      availability_mode: avty_mode,
    };
    expect(faultsOfDevice(TOPIC, JSON.stringify(long))).toEqual([]);
  });

  it.each([
    ['an unknown key', { colour: 'red' }, 'colour is unknown'],
    [
      'a key of another platform',
      { pl_on: 'ON' },
      'payload_on is unknown or does not belong there',
    ],
    ['object_id, which is gone', { obj_id: 'x' }, 'object_id is unknown'],
    [
      'a base topic, which only messages of single entities have',
      { '~': 'bluebell' },
      '~ is unknown',
    ],
    ['a class that does not exist', { dev_cla: 'warmth' }, 'there is no warmth'],
    ['a unit that the class does not have', { unit_of_meas: 'hPa' }, 'temperature is not in hPa'],
    [
      'no unit where the class needs one',
      { unit_of_meas: undefined },
      'temperature is not in nothing',
    ],
    [
      'a state class that the class does not have',
      { stat_cla: 'total' },
      'temperature has no total',
    ],
    ['a state class that does not exist', { stat_cla: 'measured' }, 'there is no measured'],
    ['a category that does not exist', { ent_cat: 'secret' }, 'entity_category: secret'],
    ['a sensor as a setting', { ent_cat: 'config' }, 'config is for what can be set'],
    ['options without enum', { ops: ['a'] }, 'with enum, and only there'],
    ['enum with a unit', { dev_cla: 'enum', ops: ['a'] }, 'enum has none'],
    ['no unique_id', { uniq_id: undefined }, 'unique_id is missing'],
    ['an id of another domain', { default_entity_id: 'light.x' }, 'default_entity_id: light.x'],
    ['a platform that does not exist', { p: 'thermometer' }, 'there is no platform thermometer'],
    ['a topic with half a wildcard', { stat_t: 'bluebell/a+' }, 'state_topic: bluebell/a+'],
    ['a wildcard where something is sent', { p: 'button', cmd_t: 'b/+' }, 'command_topic: b/+'],
    ['a topic that begins with an unresolved base', { stat_t: '~/x' }, 'state_topic: ~/x'],
  ])('finds %s', (_, changes, fault) => {
    expect(faultsWith(changes).join()).toContain(fault);
  });

  it.each([
    ['a base topic at the root', { '~': 'bluebell/kitchen' }, 'root: ~'],
    ['an unknown key of the device', { dev: { ids: ['a'], colour: 'red' } }, 'device: colour'],
    ['a device that nothing identifies', { dev: { name: 'a' } }, 'nothing identifies it'],
    ['an origin without a name', { o: { sw: '1' } }, 'origin: name is missing'],
    ['a mode that does not exist', { avty_mode: 'some' }, 'availability_mode: some'],
    [
      'an unresolved base in availability',
      { avty: [{ t: '~/availability' }] },
      'topic ~/availability',
    ],
    ['no components', { cmps: {} }, 'there are none'],
  ])('finds %s', (_, changes, fault) => {
    expect(faultsOfDevice(TOPIC, JSON.stringify({ ...MESSAGE, ...changes })).join()).toContain(
      fault,
    );
  });

  it('finds a topic that Home Assistant passes over, and what is no JSON', () => {
    expect(faultsOfDevice('homeassistant/device/a b/config', JSON.stringify(MESSAGE))).toEqual([
      'topic: homeassistant/device/a b/config',
    ]);
    expect(faultsOfDevice(TOPIC, '{')).toEqual(['is no JSON object']);
  });

  it('takes a component that is to be forgotten', () => {
    const cmps = {
      temperature: SENSOR,
      gone: { p: 'sensor' },
      trigger: { p: 'device_automation' },
    };
    expect(faultsOfDevice(TOPIC, JSON.stringify({ ...MESSAGE, cmps }))).toEqual([]);
  });

  it('finds a template that reads what the document does not have, and a state that means nothing', () => {
    const message = JSON.stringify(MESSAGE);
    const faultsOn = (document: object) =>
      faultsOfDevice(TOPIC, message, new Map([['bluebell/kitchen', { ...document }]]));
    expect(faultsOn({ temperature: 21.5 })).toEqual([]);
    expect(faultsOn({ humidity: 40 }).join()).toContain('there is no temperature');
    expect(faultsOn({ temperature: 'warm' }).join()).toContain('"warm" is not what it understands');
  });

  it('finds an id that stands twice, in one message or in two', () => {
    const twice = { ...MESSAGE, cmps: { temperature: SENSOR, again: SENSOR } };
    expect(faultsOfDevice(TOPIC, JSON.stringify(twice)).join()).toContain('stands twice');
    const other = 'homeassistant/device/bluebell_A4C138000002/config';
    const home = new Map([TOPIC, other].map((topic) => [topic, JSON.stringify(MESSAGE)]));
    expect(faultsOfHome(home)).toEqual([
      'temperature: bluebell_A4C138000001_temperature stands twice',
    ]);
  });
});

describe('faultsOfEntity', () => {
  const BUTTON = { '~': 'tele/x', uniq_id: 'x', stat_t: '~/RESULT', evt_typ: ['press'], name: 'X' };

  it('resolves the base topic, and knows the keys of the platform', () => {
    expect(faultsOfEntity('event', JSON.stringify(BUTTON))).toEqual([]);
    expect(faultsOfEntity('event', JSON.stringify({ ...BUTTON, unit_of_meas: 'x' }))).toEqual([
      'event: unit_of_measurement is unknown or does not belong there',
    ]);
  });

  it('finds what is missing', () => {
    expect(faultsOfEntity('event', '{"uniq_id":"x"}')).toEqual([
      'event: state_topic is missing',
      'event: event_types is missing',
    ]);
  });
});
