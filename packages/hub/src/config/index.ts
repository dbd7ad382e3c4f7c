// The configuration: loaded from file, secrets and environment; checked, explained, written anew.

export { type Mi32Record, writeMi32Config } from '@bluebell/sensors/mi32cfg';
export type { SettingChange } from './change-texts.ts';
export { isSameSetting } from './changed-settings.ts';
export {
  ConfigError,
  type ConfigProblem,
  configProblem,
  formatProblem,
  formatSource,
  type SettingPath,
  type Source,
} from './config-error.ts';
export {
  type ChangeResult,
  ConfigFile,
  type ConfigFileOptions,
  type ConfigListener,
} from './config-file.ts';
export {
  CONFIG_FILE,
  type Creation,
  createDefaultConfig,
  defaultConfigText,
  SCHEMA_FILE,
} from './default-config.ts';
export type { SettingValue } from './edit/value-text.ts';
export type { EffectiveSetting } from './effective.ts';
export type { Environment } from './environment.ts';
export type { FlagSetting } from './flags.ts';
export { type KeyProblem, type KnownDevices, type KnownPhone, knownDevices } from './keys.ts';
export { type LoadedConfig, type LoadOptions, loadConfig, parseConfig } from './load.ts';
export { MI32_FILE, type Mi32Config, type Mi32Entry, readMi32Config } from './mi32cfg.ts';
export { type SettingRow, settingRows } from './reference.ts';
export type { Config } from './schema/config.ts';
export { mqttPassword } from './schema/mqtt.ts';
export { webPassword, webToken } from './schema/web.ts';
export { Secret, SettingFile, WrittenKey } from './secret.ts';
export { configJsonSchema } from './shape.ts';
