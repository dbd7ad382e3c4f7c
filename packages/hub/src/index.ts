// The hub as a library: its settings and its names. The program is `main.ts`.

export { configJsonSchema, type SettingRow, settingRows } from './config/index.ts';
export { MQTT_NAMES, mqttNameOf, TRIGGER_NAMES } from './sinks/mqtt-names.ts';
