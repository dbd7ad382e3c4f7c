// The STATE message, and what Tasmota says of itself when it has reached its broker.

import { localTime, upTime } from '../../commands/time-text.ts';
import { powerMembers, type Relay } from '../relays/relay.ts';

/** The machine and the program, as they are now. */
export interface Machine {
  readonly version: string;
  readonly hostName: string;
  readonly ipAddress: string;
  /** A reading of the steady clock: whoever sets the wall clock does not change how long it runs. */
  readonly startedMs: number;
  /** Memory in use, in KiB. */
  readonly heapKb: number;
  /** How busy the machine is, in per cent of all it can do. */
  readonly loadPercent: number;
}

/** What STATE is made from. */
export interface StateFacts {
  readonly timeMs: number;
  /** How long the program runs. */
  readonly upMs: number;
  readonly machine: Machine;
  /** How often the broker let us in. */
  readonly connections: number;
  readonly relays: readonly Relay[];
}

/**
 * A hub on a cable has no Wi-Fi; scripts read it all the same, and shall find a link that is whole.
 */
const CABLE = {
  AP: 1,
  SSId: '',
  BSSId: '00:00:00:00:00:00',
  Channel: 0,
  Mode: 'LAN',
  RSSI: 100,
  Signal: 0,
} as const;

/** `tele/<topic>/STATE` */
export function stateMessage({ timeMs, upMs, machine, connections, relays }: StateFacts): string {
  return JSON.stringify({
    Time: localTime(timeMs),
    Uptime: upTime(upMs),
    UptimeSec: Math.floor(upMs / 1_000),
    Heap: machine.heapKb,
    SleepMode: 'Dynamic',
    Sleep: 0,
    LoadAvg: machine.loadPercent,
    MqttCount: connections,
    ...Object.fromEntries(powerMembers(relays)),
    Wifi: { ...CABLE, LinkCount: 1, Downtime: upTime(0) },
    Hostname: machine.hostName,
    IPAddress: machine.ipAddress,
  });
}

/** What is said once on every connection: `tele/<topic>/INFO1` to `INFO3`. */
export function infoMessages(
  { version, hostName, ipAddress }: Machine,
  topics: { readonly fallback: string; readonly group: string },
): readonly string[] {
  return [
    {
      Info1: {
        Module: 'bluebell',
        Version: `${version}(bluebell)`,
        FallbackTopic: topics.fallback,
        GroupTopic: topics.group,
      },
    },
    { Info2: { WebServerMode: 'Admin', Hostname: hostName, IPAddress: ipAddress } },
    { Info3: { RestartReason: 'Program started' } },
  ].map((info) => JSON.stringify(info));
}
