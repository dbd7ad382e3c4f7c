// What requests work on. Small interfaces: the parts of the hub fit them as they are.

import type { Clock } from '@bluebell/ble/core';
import type { RecoveryStep } from '@bluebell/ble/radio';
import type { HealthReport } from '../api/health.ts';
import type { DemoState } from '../demo/demo-home.ts';
import type { Device } from '../state/device.ts';
import type { History } from '../store/history.ts';
import type { RadioFacts } from '../watch/radio-facts.ts';

/** The hub, as far as requests reach into it. */
export interface HubPort {
  readonly devices: readonly Device[];
  device(id: string): Device | undefined;
  /** Forgets what was heard of a device. False: there is none. */
  forget(id: string): boolean;
  /** The user gave a device a key: what was believed of it so far is judged anew. */
  keyEntered(id: string): void;
}

/** What a change of the configuration came to. */
export interface ConfigChangeResult {
  /** Settings that hold from now on, as paths: `devices.A4:C1:38:00:00:01.name`. */
  readonly applied: readonly string[];
  /** Settings that hold after a restart. */
  readonly restartRequired: readonly string[];
}

/** What a setting can be set to. */
export type ConfigValue = string | number | boolean;

/** One setting; `undefined` takes it out of the file. */
export interface ConfigChange {
  readonly path: readonly string[];
  readonly value: ConfigValue | undefined;
}

/** The configuration file. @throws {ConfigError} what is wrong; the last good one stays. */
export interface ConfigPort {
  set(changes: readonly ConfigChange[]): Promise<ConfigChangeResult>;
  reload(): Promise<ConfigChangeResult>;
}

/** Who has a key, and never which. */
export interface KeyHolder {
  /** `A4:C1:38:00:00:01` */
  readonly address: string;
  /** Why it cannot work; absent where it can. */
  readonly problem?: string | undefined;
}

/** Makes backups, in a place that senders cannot choose. */
export interface BackupPort {
  backup(options: { readonly withKeys: boolean; readonly withHistory: boolean }): Promise<{
    readonly path: string;
    readonly bytes: number;
    /** Where something was left out: passwords, keys. */
    readonly removed: readonly string[];
  }>;
}

/** The radios of this hub. */
export interface RadiosPort {
  facts(): readonly RadioFacts[];
  /** Has one begin anew. @throws {UsageError} there is none of that name, or it cannot be helped. */
  recover(name: string, step?: RecoveryStep): Promise<void>;
}

/** The history of values, as far as charts need it. */
export type HistoryPort = Pick<History, 'query' | 'forget'>;

/** Tells why things are silent. Plain data, ready for JSON. */
export interface DoctorPort {
  /** @param text a device, as the user named it; absent where the whole hub is meant. */
  diagnose(text: string | undefined): Promise<object>;
}

/** The simulated home, which is switched on beside whatever is configured. */
export interface DemoPort {
  readonly state: DemoState;
  /** @throws {UsageError} it cannot be switched. */
  switch(isOn: boolean): Promise<DemoState>;
}

/** What the hub tells of itself. */
export interface OverviewPort {
  health(): HealthReport;
  status(): object;
  /** All devices, as the bridge lists them. */
  listings(): readonly object[];
}

/** Everything. What is absent is answered with `NOT_AVAILABLE`. */
export interface RequestPorts {
  readonly hub: HubPort;
  readonly overview: OverviewPort;
  readonly config?: ConfigPort | undefined;
  readonly keyHolders?: (() => readonly KeyHolder[]) | undefined;
  readonly backup?: BackupPort | undefined;
  readonly radios?: RadiosPort | undefined;
  readonly history?: HistoryPort | undefined;
  readonly doctor?: DoctorPort | undefined;
  readonly demo?: DemoPort | undefined;
  readonly restart?: (() => void) | undefined;
  readonly clock: Pick<Clock, 'now'>;
}
