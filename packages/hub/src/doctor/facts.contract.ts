// For tests: facts of a hub that is well, and of a sensor that was heard a moment ago.

import { blankDevice, type Device } from '../state/device.ts';
import type { RadioFacts } from '../watch/radio-facts.ts';
import type { HubFacts, SensorFacts } from './facts.ts';

export const NOW_MS = Date.UTC(2026, 5, 1);
export const MINUTE_MS = 60_000;
export const DAY_MS = 1_440 * MINUTE_MS;

/** A device that speaks every ten minutes, and did so a while ago. */
export function deviceOf(agoMs: number, differs: Partial<Device> = {}): Device {
  return {
    ...blankDevice(0xa4c138000001, 'sensor', 'Kitchen'),
    radio: 'hci:0',
    rssiDbm: -60,
    lastSeenMs: NOW_MS - agoMs,
    intervalMs: 10 * MINUTE_MS,
    isOnline: true,
    ...differs,
  };
}

/** What is known of it. */
export function sensorOf(
  device: Device | undefined,
  differs: Partial<SensorFacts> = {},
): SensorFacts {
  return {
    address: 'A4:C1:38:00:00:01',
    name: 'Kitchen',
    kind: device?.kind ?? 'sensor',
    device,
    isConfigured: true,
    isIgnored: false,
    hasKey: false,
    speaksOnEvents: false,
    topic: device && 'bluebell/Kitchen',
    topicTakenBy: undefined,
    toldBy: undefined,
    observed: undefined,
    ...differs,
  };
}

/** A radio that hears. */
export function radioOf(differs: Partial<RadioFacts> = {}): RadioFacts {
  return {
    name: 'hci:0',
    kind: 'controller',
    stage: 'running',
    isDeaf: false,
    heardMs: NOW_MS,
    adverts: 1_000,
    advertsPerMinute: 99.6,
    watchdogMs: MINUTE_MS,
    recoveries: { restartScan: 0, reset: 0, reopen: 0 },
    sinceMs: NOW_MS - DAY_MS,
    connections: 0,
    ...differs,
  };
}

/** A hub that is well. */
export function hubOf(differs: Partial<HubFacts> = {}): HubFacts {
  return {
    nowMs: NOW_MS,
    radios: [radioOf()],
    health: [{ name: 'clock', status: 'ok', sinceMs: 0, detail: 'the clock runs evenly' }],
    broker: { url: 'mqtt://127.0.0.1:1883', isConnected: true, sinceMs: 0 },
    isAddingSensors: true,
    letAllIn: 'bluebell config set discover true',
    turnedAway: 0,
    configProblem: undefined,
    restartRequired: [],
    devices: [],
    ...differs,
  };
}
