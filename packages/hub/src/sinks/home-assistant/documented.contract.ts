// What Home Assistant documents of MQTT discovery, for tests: keys by platform, classes, units, states.
// Written from https://www.home-assistant.io/integrations/mqtt/, …/sensor.mqtt/, …/sensor/ and their like,
// not from what we send.

/** What stands for what. `platform` and the like are the same in every message. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  atype: 'automation_type',
  avty: 'availability',
  avty_mode: 'availability_mode',
  avty_t: 'availability_topic',
  avty_tpl: 'availability_template',
  bri_cmd_t: 'brightness_command_topic',
  bri_scl: 'brightness_scale',
  bri_stat_t: 'brightness_state_topic',
  bri_val_tpl: 'brightness_value_template',
  cmd_t: 'command_topic',
  cmd_tpl: 'command_template',
  cmps: 'components',
  def_ent_id: 'default_entity_id',
  dev: 'device',
  dev_cla: 'device_class',
  e: 'encoding',
  en: 'enabled_by_default',
  ent_cat: 'entity_category',
  ent_pic: 'entity_picture',
  evt_typ: 'event_types',
  exp_aft: 'expire_after',
  frc_upd: 'force_update',
  ic: 'icon',
  json_attr_t: 'json_attributes_topic',
  json_attr_tpl: 'json_attributes_template',
  lrst_val_tpl: 'last_reset_value_template',
  o: 'origin',
  obj_id: 'object_id',
  off_dly: 'off_delay',
  ops: 'options',
  opt: 'optimistic',
  p: 'platform',
  pl: 'payload',
  pl_avail: 'payload_available',
  pl_home: 'payload_home',
  pl_not_avail: 'payload_not_available',
  pl_not_home: 'payload_not_home',
  pl_off: 'payload_off',
  pl_on: 'payload_on',
  pl_prs: 'payload_press',
  pl_rst: 'payload_reset',
  ret: 'retain',
  src_type: 'source_type',
  stat_cla: 'state_class',
  stat_off: 'state_off',
  stat_on: 'state_on',
  stat_t: 'state_topic',
  stype: 'subtype',
  sug_dsp_prc: 'suggested_display_precision',
  t: 'topic',
  uniq_id: 'unique_id',
  unit_of_meas: 'unit_of_measurement',
  val_tpl: 'value_template',
};

export const DEVICE_ABBREVIATIONS: Readonly<Record<string, string>> = {
  cns: 'connections',
  cu: 'configuration_url',
  hw: 'hw_version',
  ids: 'identifiers',
  mf: 'manufacturer',
  mdl: 'model',
  mdl_id: 'model_id',
  sa: 'suggested_area',
  sn: 'serial_number',
  sw: 'sw_version',
};

export const ORIGIN_ABBREVIATIONS: Readonly<Record<string, string>> = {
  sw: 'sw_version',
  url: 'support_url',
};

export const DEVICE_KEYS = [...Object.values(DEVICE_ABBREVIATIONS), 'name', 'via_device'];
export const ORIGIN_KEYS = [...Object.values(ORIGIN_ABBREVIATIONS), 'name'];

/** What may stand at the root of a device's message, and holds for each component that has no own. */
export const SHARED_KEYS = [
  'availability',
  'availability_mode',
  'availability_template',
  'availability_topic',
  'command_topic',
  'encoding',
  'payload_available',
  'payload_not_available',
  'qos',
  'state_topic',
];

/** What every entity may have. */
export const ENTITY_KEYS = [
  'availability',
  'availability_mode',
  'availability_template',
  'availability_topic',
  'default_entity_id',
  'enabled_by_default',
  'encoding',
  'entity_category',
  'entity_picture',
  'icon',
  'json_attributes_template',
  'json_attributes_topic',
  'name',
  'payload_available',
  'payload_not_available',
  'platform',
  'qos',
  'unique_id',
];

interface PlatformRules {
  /** Beside those of every entity. */
  readonly keys: readonly string[];
  readonly required: readonly string[];
  readonly classes?: readonly string[];
}

/** The platforms that we have anything to do with. */
export const PLATFORMS: Readonly<Record<string, PlatformRules>> = {
  sensor: {
    keys: [
      'device_class',
      'expire_after',
      'force_update',
      'last_reset_value_template',
      'options',
      'state_class',
      'state_topic',
      'suggested_display_precision',
      'unit_of_measurement',
      'value_template',
    ],
    required: ['state_topic'],
  },
  binary_sensor: {
    keys: [
      'device_class',
      'expire_after',
      'force_update',
      'off_delay',
      'payload_off',
      'payload_on',
      'state_topic',
      'value_template',
    ],
    required: ['state_topic'],
    classes:
      'battery battery_charging carbon_monoxide cold connectivity door garage_door gas heat light lock moisture motion moving occupancy opening plug power presence problem running safety smoke sound tamper update vibration window'.split(
        ' ',
      ),
  },
  event: {
    keys: ['device_class', 'event_types', 'state_topic', 'value_template'],
    required: ['state_topic', 'event_types'],
    classes: ['button', 'doorbell', 'motion'],
  },
  number: {
    keys: [
      'command_template',
      'command_topic',
      'device_class',
      'max',
      'min',
      'mode',
      'optimistic',
      'payload_reset',
      'retain',
      'state_topic',
      'step',
      'unit_of_measurement',
      'value_template',
    ],
    required: ['command_topic'],
  },
  select: {
    keys: [
      'command_template',
      'command_topic',
      'optimistic',
      'options',
      'retain',
      'state_topic',
      'value_template',
    ],
    required: ['command_topic', 'options'],
  },
  switch: {
    keys: [
      'command_template',
      'command_topic',
      'device_class',
      'optimistic',
      'payload_off',
      'payload_on',
      'retain',
      'state_off',
      'state_on',
      'state_topic',
      'value_template',
    ],
    required: ['command_topic'],
    classes: ['outlet', 'switch'],
  },
  button: {
    keys: ['command_template', 'command_topic', 'device_class', 'payload_press', 'retain'],
    required: ['command_topic'],
    classes: ['identify', 'restart', 'update'],
  },
  device_tracker: {
    keys: [
      'payload_home',
      'payload_not_home',
      'payload_reset',
      'source_type',
      'state_topic',
      'value_template',
    ],
    required: [],
  },
  light: {
    keys: [
      'brightness_command_topic',
      'brightness_scale',
      'brightness_state_topic',
      'brightness_value_template',
      'command_topic',
      'optimistic',
      'payload_off',
      'payload_on',
      'retain',
      'state_topic',
      'state_value_template',
    ],
    required: ['command_topic'],
  },
};

/** A trigger is no entity: it has these keys alone. */
export const TRIGGER_KEYS = [
  'automation_type',
  'payload',
  'platform',
  'qos',
  'subtype',
  'topic',
  'type',
  'value_template',
];
export const TRIGGER_REQUIRED = ['automation_type', 'subtype', 'topic', 'type'];

/** What a class of numbers may be in, and how it may be summed up. */
interface ClassRules {
  readonly units: readonly string[];
  readonly stateClasses: readonly string[];
}

const MEASURED = ['measurement'];
const TOTALS = ['total', 'total_increasing'];
const ANY = [...MEASURED, ...TOTALS];
const VOLUMES = ['L', 'mL', 'gal', 'fl. oz.', 'm³', 'ft³', 'CCF', 'MCF'];
const DUST = ['µg/m³', 'μg/m³'];

/** Classes of sensors that hold numbers. Others: `enum`, `date`, `timestamp`. */
export const SENSOR_CLASSES: Readonly<Record<string, ClassRules>> = {
  apparent_power: { units: ['mVA', 'VA', 'kVA'], stateClasses: MEASURED },
  aqi: { units: [''], stateClasses: MEASURED },
  area: {
    units: ['m²', 'cm²', 'km²', 'mm²', 'in²', 'ft²', 'yd²', 'mi²', 'ac', 'ha'],
    stateClasses: ANY,
  },
  atmospheric_pressure: {
    units: ['cbar', 'bar', 'hPa', 'mmHg', 'inHg', 'inH₂O', 'kPa', 'mbar', 'Pa', 'psi'],
    stateClasses: MEASURED,
  },
  battery: { units: ['%'], stateClasses: MEASURED },
  carbon_dioxide: { units: ['ppm'], stateClasses: MEASURED },
  carbon_monoxide: { units: ['ppb', 'ppm', ...DUST, 'mg/m³'], stateClasses: MEASURED },
  conductivity: { units: ['S/cm', 'mS/cm', 'µS/cm', 'μS/cm'], stateClasses: MEASURED },
  current: { units: ['A', 'mA'], stateClasses: MEASURED },
  data_rate: {
    units: ['bit/s', 'kbit/s', 'Mbit/s', 'B/s', 'kB/s', 'MB/s'],
    stateClasses: MEASURED,
  },
  data_size: { units: ['bit', 'kbit', 'Mbit', 'B', 'kB', 'MB', 'GB'], stateClasses: ANY },
  distance: { units: ['km', 'm', 'cm', 'mm', 'mi', 'nmi', 'yd', 'in', 'ft'], stateClasses: ANY },
  duration: { units: ['d', 'h', 'min', 's', 'ms', 'µs', 'μs'], stateClasses: ANY },
  energy: {
    units: ['J', 'kJ', 'MJ', 'GJ', 'mWh', 'Wh', 'kWh', 'MWh', 'GWh'],
    stateClasses: TOTALS,
  },
  energy_storage: {
    units: ['J', 'kJ', 'MJ', 'GJ', 'mWh', 'Wh', 'kWh', 'MWh'],
    stateClasses: MEASURED,
  },
  frequency: { units: ['Hz', 'kHz', 'MHz', 'GHz'], stateClasses: MEASURED },
  gas: { units: ['L', 'm³', 'ft³', 'CCF', 'MCF'], stateClasses: TOTALS },
  humidity: { units: ['%'], stateClasses: MEASURED },
  illuminance: { units: ['lx'], stateClasses: MEASURED },
  irradiance: { units: ['W/m²', 'BTU/(h⋅ft²)'], stateClasses: MEASURED },
  moisture: { units: ['%'], stateClasses: MEASURED },
  nitrogen_dioxide: { units: ['ppb', 'ppm', ...DUST], stateClasses: MEASURED },
  ozone: { units: ['ppb', 'ppm', ...DUST], stateClasses: MEASURED },
  ph: { units: [''], stateClasses: MEASURED },
  pm1: { units: DUST, stateClasses: MEASURED },
  pm25: { units: DUST, stateClasses: MEASURED },
  pm10: { units: DUST, stateClasses: MEASURED },
  power: { units: ['mW', 'W', 'kW', 'MW', 'GW', 'TW'], stateClasses: MEASURED },
  power_factor: { units: ['', '%'], stateClasses: MEASURED },
  precipitation: { units: ['cm', 'in', 'mm'], stateClasses: ANY },
  precipitation_intensity: { units: ['in/d', 'in/h', 'mm/d', 'mm/h'], stateClasses: MEASURED },
  pressure: {
    units: ['cbar', 'bar', 'hPa', 'mmHg', 'inHg', 'inH₂O', 'kPa', 'mbar', 'Pa', 'mPa', 'psi'],
    stateClasses: MEASURED,
  },
  signal_strength: { units: ['dB', 'dBm'], stateClasses: MEASURED },
  sound_pressure: { units: ['dB', 'dBA'], stateClasses: MEASURED },
  speed: {
    units: ['ft/s', 'in/d', 'in/h', 'km/h', 'kn', 'm/s', 'mph', 'mm/d', 'mm/s'],
    stateClasses: MEASURED,
  },
  temperature: { units: ['°C', '°F', 'K'], stateClasses: MEASURED },
  volatile_organic_compounds: { units: [...DUST, 'mg/m³'], stateClasses: MEASURED },
  volatile_organic_compounds_parts: { units: ['ppb', 'ppm'], stateClasses: MEASURED },
  voltage: { units: ['V', 'mV', 'µV', 'μV', 'kV', 'MV'], stateClasses: MEASURED },
  volume: { units: VOLUMES, stateClasses: TOTALS },
  volume_flow_rate: {
    units: [
      'm³/h',
      'm³/min',
      'm³/s',
      'ft³/min',
      'L/h',
      'L/min',
      'L/s',
      'gal/d',
      'gal/h',
      'gal/min',
      'mL/s',
    ],
    stateClasses: MEASURED,
  },
  volume_storage: { units: VOLUMES, stateClasses: MEASURED },
  water: { units: ['L', 'gal', 'm³', 'ft³', 'CCF', 'MCF'], stateClasses: TOTALS },
  weight: { units: ['kg', 'g', 'mg', 'µg', 'μg', 'oz', 'lb', 'st'], stateClasses: ANY },
  wind_direction: { units: ['°'], stateClasses: ['measurement_angle'] },
  wind_speed: { units: ['ft/s', 'km/h', 'kn', 'm/s', 'mph', 'Beaufort'], stateClasses: MEASURED },
};

export const STATE_CLASSES = ['measurement', 'measurement_angle', 'total', 'total_increasing'];
export const SOURCE_TYPES = ['bluetooth', 'bluetooth_le', 'gps', 'router'];
export const ENTITY_CATEGORIES = ['config', 'diagnostic'];
