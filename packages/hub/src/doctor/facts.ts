// What the doctor is told: plain data, gathered by the hub when somebody asks.

import type { ComponentHealth } from '../api/health.ts';
import type { Device } from '../state/device.ts';
import type { RadioFacts } from '../watch/radio-facts.ts';

/** The hub and its surroundings, as they are now. Times are milliseconds since 1970 UTC. */
export interface HubFacts {
  readonly nowMs: number;
  readonly radios: readonly RadioFacts[];
  /** Of components beside radios: `clock`, `history`, `state`, `config` … */
  readonly health: readonly ComponentHealth[];
  /** Absent where the hub tells no broker. */
  readonly broker: BrokerFacts | undefined;
  /** Whether sensors that nobody configured are added. */
  readonly isAddingSensors: boolean;
  /** The command that has them added, where they are not. */
  readonly letAllIn: string;
  /** Newcomers that were turned away for want of room. */
  readonly turnedAway: number;
  /** What is wrong with the configuration as it is on the disk. */
  readonly configProblem: string | undefined;
  /** Settings that hold after a restart only. */
  readonly restartRequired: readonly string[];
  /** All devices, to compare one with the others. */
  readonly devices: readonly Device[];
}

/** The way to the broker. */
export interface BrokerFacts {
  readonly url: string;
  readonly isConnected: boolean;
  readonly sinceMs: number;
  /** Whether it lets the hub in again and again, only to hang up soon after. */
  readonly isUnsteady?: boolean | undefined;
  /** Why not, in words. */
  readonly problem?: string | undefined;
}

/** One sensor, as far as it is known; it may never have been heard. */
export interface SensorFacts {
  /** With colons. */
  readonly address: string;
  /** What people call it. */
  readonly name: string | undefined;
  readonly kind: Device['kind'];
  readonly device: Device | undefined;
  readonly isConfigured: boolean;
  readonly isIgnored: boolean;
  /** Whether somebody entered a key for it. */
  readonly hasKey: boolean;
  /** Whether it speaks only when something happens: a button, a leak. */
  readonly speaksOnEvents: boolean;
  /** Where it is told, with the base. `undefined` where nothing is. */
  readonly topic: string | undefined;
  /** Who has the topic that its name would make. */
  readonly topicTakenBy: string | undefined;
  /** What people call the other hub that tells of it. */
  readonly toldBy: string | undefined;
  /** What came of its adverts while the doctor listened; absent where nobody listened. */
  readonly observed: Observed | undefined;
}

/** What became of adverts of one sender. */
export interface Observed {
  readonly forMs: number;
  readonly adverts: number;
  /** By outcome. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

/** What can become of an advert. */
export type Outcome =
  | 'news'
  | 'repeat'
  | 'ignored'
  | 'unreadable'
  | 'not_added'
  | 'missing_key'
  | 'auth_failed'
  | 'bad_key_length'
  | 'replay'
  | 'downgrade'
  | 'damaged';
