// A sensor that is heard, or would be, and whose adverts come to nothing all the same. Pure functions.

import { KEY_FAULTS } from '../state/key-trouble.ts';
import { type Check, saw } from './check.ts';
import type { HubFacts, SensorFacts } from './facts.ts';
import { isOld, isSilent, sinceText } from './silence-checks.ts';
import { timeText } from './words.ts';

/** The configuration does not want it. */
export const filtered: Check = ({ isIgnored, address }) => {
  if (!isIgnored) return undefined;
  return {
    code: 'filtered',
    severity: 'fault',
    text: `The configuration says to ignore ${address}: whatever it sends is dropped.`,
    nextStep: `Take 'ignore: true' away from devices.${address} in config.yaml.`,
  };
};

/** A fault of its adverts, and what to do about it. */
const KEY_TROUBLE = {
  missing_key: {
    code: 'no_key',
    text: 'it encrypts what it says, and no key is known',
    nextStep: (set: string) =>
      `Get its bind key from the app of its maker, or from another program with 'bluebell import FILE'; then: ${set}`,
  },
  auth_failed: {
    code: 'wrong_key',
    text: 'its key does not open what it says: it gets a new one each time it is bound to an app',
    nextStep: (set: string) => `Get its bind key anew; then: ${set}`,
  },
  bad_key_length: {
    code: 'bad_key_length',
    text: 'its key has a length that no key of its kind has',
    nextStep: (set: string) =>
      `A bind key has 32 hex digits, or 24 for remotes of the first generation: ${set}`,
  },
} as const;

/** It encrypts, and nobody can read it. */
export const keyTrouble: Check = (sensor, hub) => {
  const fault = KEY_FAULTS.find((one) => sensor.device?.fault === one || saw(sensor, one));
  if (fault === undefined || isKeyUntried(sensor)) return undefined;
  const { code, text, nextStep } = KEY_TROUBLE[fault];
  const set = `bluebell key set ${sensor.address} KEY`;
  // What it said days ago is not why it says nothing now; it will be, once that is mended.
  const isGone = !sensor.observed?.adverts && isSilent(sensor, hub);
  return {
    code,
    severity: isGone ? 'warning' : 'fault',
    text: `${isOld(sensor, hub) ? `It was ${heardLast(sensor, hub)}` : 'It is heard'}, but ${text}.`,
    nextStep: nextStep(set),
  };
};

/** Somebody entered the key that was missing, and nothing came since that needs one. */
export const keyUntried: Check = (sensor, hub) => {
  if (!isKeyUntried(sensor) || isSilent(sensor, hub)) return undefined;
  return {
    code: 'sleeping',
    severity: 'note',
    text: 'It has a key now, and has sent nothing since that the key could open.',
    nextStep: 'Wait a moment, or press its button if it has one; then ask again.',
  };
};

function isKeyUntried(sensor: SensorFacts): boolean {
  const { device, hasKey } = sensor;
  return hasKey && device?.fault === 'missing_key' && !KEY_FAULTS.some((one) => saw(sensor, one));
}

function heardLast({ device }: SensorFacts, hub: HubFacts): string {
  return `heard${device ? ` ${sinceText(device, hub)}` : ''}`;
}

/** Its frames are read, and not believed. */
export const refused: Check = (sensor) => {
  if (saw(sensor, 'news')) return undefined;
  if (saw(sensor, 'replay')) {
    return {
      code: 'replayed',
      severity: 'fault',
      text: 'It is heard, but its counters lie in the past: old recordings look like that, and so does a sensor that was reset.',
      nextStep: `If you reset it or changed its battery, enter its key again: bluebell key set ${sensor.address} KEY`,
    };
  }
  if (saw(sensor, 'downgrade')) {
    return {
      code: 'in_the_clear',
      severity: 'fault',
      text: 'It has a key, but speaks in the clear: anybody could, so nothing of it is believed.',
      nextStep: `If it does not encrypt any more, take its key away: bluebell key remove ${sensor.address}`,
    };
  }
  return undefined;
};

/** There is no place for it. */
export const notAdded: Check = (sensor, hub) => {
  if (sensor.device || sensor.isConfigured || !saw(sensor, 'not_added')) return undefined;
  if (hub.isAddingSensors && hub.turnedAway > 0) {
    return {
      code: 'places_full',
      severity: 'fault',
      text: 'It is heard, but as many sensors are known as limits.devices allows.',
      nextStep: 'Raise limits.devices, or forget sensors that are gone: bluebell device forget',
    };
  }
  return {
    code: 'not_added',
    severity: 'fault',
    text: 'It is heard, but sensors that are not configured are not added.',
    nextStep: `Name it: bluebell device rename ${sensor.address} NAME, or let all in: ${hub.letAllIn}`,
  };
};

/** It speaks no language of ours. */
export const unreadable: Check = (sensor) => {
  const { observed } = sensor;
  if (!observed || observed.adverts === 0) return undefined;
  const unread = (observed.outcomes.unreadable ?? 0) + (observed.outcomes.damaged ?? 0);
  if (unread === 0 || saw(sensor, 'news') || saw(sensor, 'repeat')) return undefined;
  const adverts = observed.adverts === 1 ? 'one advert' : `${observed.adverts} adverts`;
  return {
    code: 'unreadable',
    severity: 'fault',
    text: `It is heard (${adverts} in ${timeText(observed.forMs)}), but nothing it says is in a format that bluebell reads.`,
    nextStep:
      'docs/sensors.md tells which sensors are read. If it is a tag or a beacon, track it under phones in config.yaml.',
  };
};
