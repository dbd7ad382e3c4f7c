// What commands act on. Each port is small, and whoever owns the thing behind it implements it:
// settings and options, sensors and their keys, relays, MQTT, and the program itself.

import type { TasmotaSettings } from '../tasmota/settings/settings.ts';

/** `MI32Option<n>`: the numbers that mean something. */
export const OPTION_NUMBERS = [0, 1, 2, 3, 4, 5] as const;
export type OptionNumber = (typeof OPTION_NUMBERS)[number];

/** The switches `MI32Option0` to `MI32Option5`, as users set and read them. */
export interface OptionsPort {
  get(option: OptionNumber): boolean;
  set(option: OptionNumber, isOn: boolean): void;
}

/** Settings that outlive a restart. */
export interface SettingsPort {
  readonly values: TasmotaSettings;
  /** What each is when nobody has set it. */
  readonly defaults: TasmotaSettings;
  change(part: Partial<TasmotaSettings>): void;
}

/** The sensors in the order of their slots, from 0. */
export interface SensorsPort {
  readonly count: number;
  /** Gives a sensor a name of the user's, or with '' takes it back; its resulting name, if there is such a slot. */
  rename(slot: number, name: string): string | undefined;
}

/** Keys go in and never come out. */
export interface KeysPort {
  /**
   * Sets the key of one sensor, or of a phone; also of one that was not heard yet.
   *
   * @param mac twelve upper-case hex digits, most significant byte first.
   * @param key 16 bytes: a bind key or an identity key; 12: a bind key of the first generation.
   */
  set(mac: string, key: Uint8Array): void;
}

/** The file of sensors and keys. */
export interface Mi32CfgPort {
  /** Writes it; with no sensors, nothing is written. */
  save(): Promise<void>;
  /** Takes over what stands in it and in the configuration by now; nothing is taken away. */
  load(): Promise<void>;
}

/** Relays, counted from 1. */
export interface RelaysPort {
  readonly count: number;
  get(relay: number): boolean;
  set(relay: number, isOn: boolean): void;
}

/** The way to the broker. */
export interface MqttPort {
  publish(topic: string, payload: string, isRetained: boolean): void;
  /** Sends STATE and SENSOR now, and counts the tele period from here. */
  sendTele(): void;
}

/** What `Status` tells, as JSON that is ready to be sent. */
export interface StatusPort {
  /** The members of SENSOR at the tele period: `{"Time":"…",…}`. */
  sensorJson(): string;
  /** What STATE holds. */
  stateJson(): string;
}

/** How MQTT is reached, for `Status 6`. */
export interface BrokerFacts {
  readonly host: string;
  readonly port: number;
  readonly clientId: string;
  readonly user: string;
  /** How often the connection came about since the start. */
  readonly connections: number;
}

/** What is known of the program and the machine it runs on. */
export interface SystemPort {
  readonly version: string;
  readonly hostName: string;
  readonly ipAddress: string;
  /** `A4:C1:38:00:00:01` */
  readonly mac: string;
  /** A reading of the steady clock. */
  readonly startedMs: number;
  readonly broker: BrokerFacts | undefined;
  /** Memory in use, KiB. */
  readonly heapKb: number;
  /** Ends the program so that whoever supervises it starts it anew. */
  restart(): void;
}

/** All of them. */
export interface CommandPorts {
  readonly options: OptionsPort;
  readonly settings: SettingsPort;
  readonly sensors: SensorsPort;
  readonly keys: KeysPort;
  readonly mi32cfg: Mi32CfgPort;
  readonly relays: RelaysPort;
  readonly mqtt: MqttPort;
  readonly status: StatusPort;
  readonly system: SystemPort;
}
