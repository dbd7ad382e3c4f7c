// What the endpoints work on. Small interfaces: the parts of the hub fit them as they are.

import type { Clock, Log } from '@bluebell/ble/core';
import type { ChangeResult, LoadedConfig, SettingChange } from '../../config/index.ts';
import type { DataFolder } from '../../data-folder.ts';
import type { Hub } from '../../hub.ts';
import type { DemoPort, Requests } from '../../requests/index.ts';
import type { History } from '../../store/history.ts';
import type { HourCounts } from '../hour-counts.ts';
import type { LoggedProblem, Overview } from '../overview.ts';
import type { PrivateAddresses } from '../private-addresses.ts';
import type { CmDispatcher } from '../routes/cm.ts';
import type { FramePart, HomeKit } from '../shapes/index.ts';
import type { IdempotentAnswers } from './idempotent-answers.ts';
import type { KeyVerifier } from './key-verifier.ts';

/** What the hub tells of itself. */
export type ApiOverview = Pick<
  Overview,
  'version' | 'hubId' | 'uptimeS' | 'devices' | 'device' | 'radios' | 'health' | 'status'
>;

/** What of the hub itself is asked. */
export type HubSeam = Pick<Hub, 'observe' | 'timedValues' | 'counts'>;

/** The configuration file, which takes lists too. */
export interface ConfigFilePort {
  readonly loaded: LoadedConfig;
  readonly restartRequired: readonly string[];
  readonly problem: Error | undefined;
  set(changes: readonly SettingChange[]): Promise<ChangeResult>;
  reload(): Promise<ChangeResult>;
}

/** Takes a frame apart. @param data AD structures. */
export type Dissect = (
  data: Uint8Array,
  address: string | undefined,
) => Promise<readonly FramePart[]>;

/** Parts that a hub may lack: what is absent is answered with `NOT_AVAILABLE`. */
export interface OptionalPorts {
  readonly hub?: HubSeam | undefined;
  readonly history?: History | undefined;
  readonly config?: ConfigFilePort | undefined;
  readonly problems?: (() => readonly LoggedProblem[]) | undefined;
  readonly folder?: DataFolder | undefined;
  readonly demo?: DemoPort | undefined;
  readonly homekit?: (() => HomeKit) | undefined;
  readonly dissect?: Dissect | undefined;
  readonly hourCounts?: HourCounts | undefined;
  readonly privateAddresses?: PrivateAddresses | undefined;
}

/** Everything. */
export interface ApiPorts extends OptionalPorts {
  readonly overview: ApiOverview;
  readonly requests: Requests;
  readonly dispatcher?: CmDispatcher | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: KeyVerifier;
  readonly answered: IdempotentAnswers;
}
