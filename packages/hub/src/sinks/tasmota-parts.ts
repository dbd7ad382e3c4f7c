// What the sink for Tasmota's MQTT is made of, and who listens to it.

import type { Mi32Options } from '../tasmota/config/options.ts';
import type { SensorList } from '../tasmota/config/sensor-list.ts';
import type { CommandMessage } from '../tasmota/mqtt/command-inbox.ts';
import type { Machine } from '../tasmota/mqtt/state-message.ts';
import type { Prefixes } from '../tasmota/mqtt/topics.ts';
import type { Relay } from '../tasmota/relays/relay.ts';
import type { TasmotaSettings } from '../tasmota/settings/settings.ts';
import type { TasmotaIdentity } from '../tasmota/tasmota-identity.ts';
import type { MqttLinkParts } from './mqtt-link-parts.ts';
import type { MqttSinkOptions } from './mqtt-settings.ts';

/** Settings that commands change. */
export interface LiveSettings {
  readonly values: TasmotaSettings;
  onChange(listener: (changed: Partial<TasmotaSettings>) => void): void;
}

/** What the configuration says of this sink. */
export interface TasmotaSinkOptions {
  /** The broker; without one, the hub still knows what it would say, for those who ask otherwise. */
  readonly mqtt: MqttSinkOptions | undefined;
  readonly prefixes: Prefixes;
  /** Whether Tasmota's own discovery is published; where not, it is taken back. */
  readonly discovery: boolean;
  /** Whether a message of the moment tells what waits of other sensors too. */
  readonly flushAll: boolean;
}

/** What the sink works with. */
export interface TasmotaSinkParts extends MqttLinkParts {
  readonly identity: TasmotaIdentity;
  readonly machine: Machine;
  readonly list: SensorList;
  readonly options: Pick<Mi32Options, 'isOn'>;
  readonly settings: LiveSettings;
  readonly relays: readonly Relay[];
}

/** One message of the answer to a command: `{ topic: 'RESULT', json: '{"Power":"ON"}' }`. */
export interface CommandAnswer {
  readonly topic: string;
  readonly json: string;
}

/** Who does what commands ask for, and hears what the hub tells. Absent members are not needed. */
export interface TasmotaEars {
  /** Runs a command; never rejects. */
  run?(command: CommandMessage): Promise<readonly CommandAnswer[]>;
  /** Every SENSOR and STATE, once. */
  heard?(json: string, isTele: boolean): void;
  /** The broker let us in, or is gone. */
  link?(state: 'Connected' | 'Disconnected'): void;
}
