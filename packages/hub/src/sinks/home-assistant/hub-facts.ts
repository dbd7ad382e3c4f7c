// What the hub and its receivers tell of themselves in Home Assistant.

import { isoTime } from '../../iso-time.ts';

/** The hub in numbers. */
export interface HubFacts {
  /** What people call this hub. */
  readonly name: string;
  /** When it started, milliseconds since 1970 UTC. */
  readonly startedMs: number;
  /** Whether sensors that nobody configured are added. */
  readonly isDiscovering: boolean;
  /** Devices that it knows. */
  readonly devices: number;
  /** Adverts heard since the start. */
  readonly adverts: number;
  /** What is wrong now, in words; empty when all is well. */
  readonly problems: readonly string[];
}

/** What a receiver is doing. */
export const RECEIVER_STAGES = [
  'running',
  'deaf',
  'resync',
  'failed',
  'closed',
  'unknown',
] as const;
export type ReceiverStage = (typeof RECEIVER_STAGES)[number];

/** One radio of this hub. */
export interface ReceiverFacts {
  readonly name: string;
  readonly stage: ReceiverStage;
  readonly adverts: number;
  readonly advertsPerMinute: number;
  /** How often it had to be helped. */
  readonly recoveries: number;
  /** Connections that could be opened besides those that are; absent where nobody knows. */
  readonly slotsFree?: number | undefined;
  readonly area?: string | undefined;
}

/** Longest text of a problem: a state of Home Assistant has 255 characters. */
const MAX_TEXT = 250;

/** What stands on `<base>/hubs/<hubId>/facts`. */
export function renderHubFacts(facts: HubFacts, version: string): string {
  const [first] = facts.problems;
  return JSON.stringify({
    version,
    started: isoTime(facts.startedMs),
    discover: facts.isDiscovering,
    devices: facts.devices,
    adverts: facts.adverts,
    problems: facts.problems.length,
    problem: first === undefined ? 'none' : first.slice(0, MAX_TEXT),
  });
}

/** What stands on `<base>/hubs/<hubId>/receivers/<slug>`. */
export function renderReceiverFacts(facts: ReceiverFacts): string {
  return JSON.stringify({
    stage: facts.stage,
    hears: facts.stage === 'running',
    adverts: facts.adverts,
    adverts_per_minute: Math.round(facts.advertsPerMinute),
    recoveries: facts.recoveries,
    ...(facts.slotsFree !== undefined && { slots_free: facts.slotsFree }),
  });
}
