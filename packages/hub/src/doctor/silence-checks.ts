// Why a sensor is not heard: it sleeps, it is gone, or something stands between. Pure functions.

import type { Device } from '../state/device.ts';
import type { Check } from './check.ts';
import type { HubFacts, SensorFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import { isLate, latecomers, listeningSinceMs, longestSilenceMs } from './lateness.ts';
import { agoText, timeText } from './words.ts';

/** Weaker than this, packets are lost by the dozen. In dBm. */
const WEAK_DBM = -90;

/** A sensor that was heard so lately is not silent, whatever its interval. */
const LATELY_MS = 60_000;

/** So many must speak regularly before their lateness says something of the air. */
const ENOUGH_TO_COMPARE = 3;

/** It is within its usual time; values are on their way. */
export const sleeping: Check = ({ device, speaksOnEvents }, hub) => {
  if (device?.lastSeenMs === undefined || device.intervalMs === undefined) return undefined;
  if (speaksOnEvents || device.kind === 'phone' || device.isOnline === false) return undefined;
  const ageMs = hub.nowMs - device.lastSeenMs;
  if (ageMs < LATELY_MS || ageMs > longestSilenceMs(device.intervalMs)) return undefined;
  const leftMs = device.intervalMs - ageMs;
  const wait = leftMs < LATELY_MS ? 'Wait a moment' : `Wait ${timeText(leftMs)}`;
  return {
    code: 'sleeping',
    severity: 'note',
    text: `It sleeps: it speaks about every ${timeText(device.intervalMs)}, and spoke ${agoText(ageMs)}.`,
    nextStep: `${wait}, or press its button if it has one.`,
  };
};

/** It has nothing to say. */
export const speaksOnEvents: Check = (sensor, { nowMs }) => {
  const { device } = sensor;
  if (!sensor.speaksOnEvents || device?.lastSeenMs === undefined) return undefined;
  // What nobody could read may well be said by the clock.
  if (device.kind === 'phone' || device.fault !== undefined) return undefined;
  if (nowMs - device.lastSeenMs < LATELY_MS) return undefined;
  return {
    code: 'speaks_on_events',
    severity: 'note',
    text: `It speaks only when something happens, last ${agoText(nowMs - device.lastSeenMs)}.`,
    nextStep: 'Press it, or do what it watches for.',
  };
};

/** A phone that left. */
export const away: Check = ({ device }, hub) => {
  if (device?.kind !== 'phone' || device.isHome !== false) return undefined;
  const last =
    device.lastSeenMs === undefined
      ? 'It was not heard yet'
      : `Last heard ${sinceText(device, hub)}`;
  return {
    code: 'away',
    severity: 'note',
    text: `It is away. ${last}.`,
    nextStep:
      'If it is at home: switch its Bluetooth on, and see docs/configuration.md for its identity key (irk).',
  };
};

/** Many are late at once though their signals were good: something fills the air. */
export const noise: Check = (sensor, hub) => {
  if (!isSilent(sensor, hub) || isAnyRadioDeaf(hub) || !isClockSure(hub)) return undefined;
  const { late, regular } = latecomers(hub.devices, hub);
  if (regular < ENOUGH_TO_COMPARE || late * 2 < regular) return undefined;
  return {
    code: 'noise',
    severity: 'fault',
    text: `${late} of ${regular} sensors are late, this one too, though the radio works: something disturbs the air.`,
    nextStep:
      'Move the radio away from USB 3 devices, Wi-Fi routers and metal: an extension cable often helps.',
  };
};

/** It was hardly heard before it was not heard any more. */
export const outOfRange: Check = (sensor, hub) => {
  const { device } = sensor;
  if (!isSilent(sensor, hub) || isAnyRadioDeaf(hub) || noise(sensor, hub)) return undefined;
  if (device?.rssiDbm === undefined || device.rssiDbm > WEAK_DBM) return undefined;
  return {
    code: 'out_of_range',
    severity: 'fault',
    text: `It was last heard ${sinceText(device, hub)} with ${device.rssiDbm} dBm, which is as good as nothing: it is out of range.`,
    nextStep:
      'Bring it or a receiver nearer: a gateway or a second hub on the same broker serves as one.',
  };
};

/** Nothing came of it, ever. */
export const neverHeard: Check = (sensor, hub) => {
  const { address, device, observed, isConfigured, kind, toldBy } = sensor;
  if (device?.lastSeenMs !== undefined || isAnyRadioDeaf(hub)) return undefined;
  if (toldBy !== undefined) return undefined;
  if (observed && observed.adverts > 0) return undefined;
  if (kind === 'phone') {
    return {
      code: 'never_heard',
      severity: 'fault',
      text: 'It was never heard: its identity key or address is wrong, its Bluetooth is off, or it was not here yet.',
      nextStep: 'See docs/configuration.md for how to find its identity key (irk).',
    };
  }
  const it = isConfigured ? 'It is configured, but was never heard' : 'It was never heard';
  return {
    code: 'never_heard',
    severity: 'fault',
    text: `${it}: its address is wrong, it is out of range, or its battery is empty.`,
    nextStep: `Hold it next to the radio, wake it by its button if it has one, and ask again: bluebell doctor ${address}`,
  };
};

/** It fell silent by itself. */
export const offline: Check = (sensor, hub) => {
  const { device } = sensor;
  if (!isSilent(sensor, hub) || !device || isAnyRadioDeaf(hub)) return undefined;
  if (noise(sensor, hub) || outOfRange(sensor, hub)) return undefined;
  const signal = device.rssiDbm === undefined ? '' : `, with a good ${device.rssiDbm} dBm`;
  return {
    code: 'offline',
    severity: 'fault',
    text: `It was last heard ${sinceText(device, hub)}${signal}, and the radio works: its battery is empty, or it was carried away.`,
    nextStep: 'Change its battery, or look where it is.',
  };
};

/** It is hardly heard. */
export const weak: Check = ({ device }, hub) => {
  if (device?.rssiDbm === undefined || device.rssiDbm > WEAK_DBM) return undefined;
  if (device.lastSeenMs === undefined || isLate(device, hub) || device.isOnline === false) {
    return undefined;
  }
  return {
    code: 'weak',
    severity: 'warning',
    text: `It is heard with ${device.rssiDbm} dBm: many of its adverts are lost.`,
    nextStep: 'Bring it or a receiver nearer.',
  };
};

/** What is left to say where none of the questions found anything about it. */
export function lastWord(sensor: SensorFacts, hub: HubFacts): Finding | undefined {
  const { device, topic } = sensor;
  if (device?.lastSeenMs === undefined || device.isHome === false) return undefined;
  const by = device.radio === undefined ? '' : ` by ${device.radio}`;
  const signal = device.rssiDbm === undefined ? '' : ` with ${device.rssiDbm} dBm`;
  const heard = `heard ${sinceText(device, hub)}${by}${signal}`;
  if (isSilent(sensor, hub) || (isOld(sensor, hub) && !isExpected(sensor, hub))) {
    return {
      code: 'silent',
      severity: 'note',
      text: `It was last ${heard}.`,
      ...later(device, hub),
    };
  }
  const where = topic === undefined || !hub.broker?.isConnected ? '' : `, and told on ${topic}`;
  return { code: 'ok', severity: 'good', text: `It was ${heard}${where}.` };
}

/** Whether it should have been heard by now. After a jump of the clock, ages say nothing. */
export function isSilent(sensor: SensorFacts, hub: HubFacts): boolean {
  const { device, speaksOnEvents, observed } = sensor;
  if (observed && observed.adverts > 0) return false;
  if (device?.lastSeenMs === undefined || speaksOnEvents || device.kind === 'phone') return false;
  return device.isOnline === false || (isClockSure(hub) && isLate(device, hub));
}

/** What to do where the hub has just begun to listen: nobody can tell yet. */
function later(device: Device, hub: HubFacts): Pick<Finding, 'nextStep'> {
  const forMs = hub.nowMs - listeningSinceMs(hub);
  if (isAnyRadioDeaf(hub) || hub.nowMs - forMs <= (device.lastSeenMs ?? 0)) return {};
  return {
    nextStep: `The hub has listened for ${timeText(forMs)} only: ask again in a while.`,
  };
}

/** Whether nothing was heard of it for a while, be that usual or not. */
export function isOld({ device, observed }: SensorFacts, hub: HubFacts): boolean {
  if (device?.lastSeenMs === undefined || observed?.adverts) return false;
  return isClockSure(hub) && hub.nowMs - device.lastSeenMs > LATELY_MS;
}

/** Whether that is usual, as far as its ways are known. */
function isExpected({ device, speaksOnEvents }: SensorFacts, hub: HubFacts): boolean {
  if (speaksOnEvents) return true;
  const { lastSeenMs = 0, intervalMs } = device ?? {};
  return intervalMs !== undefined && hub.nowMs - lastSeenMs <= longestSilenceMs(intervalMs);
}

/** `3 minutes ago` */
export function sinceText({ lastSeenMs = 0 }: Pick<Device, 'lastSeenMs'>, hub: HubFacts): string {
  return agoText(hub.nowMs - lastSeenMs);
}

function isClockSure({ health }: HubFacts): boolean {
  return health.every(({ name, status }) => name !== 'clock' || status === 'ok');
}

function isAnyRadioDeaf({ radios }: HubFacts): boolean {
  return radios.length === 0 || radios.some(({ isDeaf, stage }) => isDeaf || stage === 'failed');
}
