// The hub as a library: its settings and its names. The program is `main.ts`.

export type { Endpoint } from './api/v1/endpoint.ts';
export { ENDPOINTS } from './api/v1/table.ts';
export { COMMANDS, type Command, OPTION_MEANINGS, SET_OPTIONS } from './commands/index.ts';
export { configJsonSchema, type SettingRow, settingRows } from './config/index.ts';
export { REQUESTS, type RequestKind } from './requests/index.ts';
export {
  type Appearance,
  appearancesBesides,
  appearancesOfPhones,
  appearancesOfProduct,
  appearancesOfQuantities,
} from './sinks/home-assistant/appearance.ts';
export { MQTT_NAMES, mqttNameOf, TRIGGER_NAMES } from './sinks/mqtt-names.ts';
export { MEMBER_ROWS } from './tasmota/mqtt/sensor-members.ts';
export { HEARD, PUBLISHED } from './tasmota/mqtt/topic-table.ts';
