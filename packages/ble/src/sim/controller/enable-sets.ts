// Switches advertising sets on and off, all of a command or none. Core Spec v5.4, Vol 4, Part E, 7.8.56.

import type { Infer } from '../../codec/index.ts';
import { HciStatus, type leSetExtendedAdvertisingEnable } from '../../hci/index.ts';
import type { LinkLayer } from '../link-layer/index.ts';
import type { AdvertisingSet } from './advertising-set.ts';
import type { HostSettings } from './host-settings.ts';

/** A command, and what it is about. */
export interface SetSwitch
  extends Omit<Infer<(typeof leSetExtendedAdvertisingEnable)['body']>, 'kind'> {
  readonly linkLayer: LinkLayer;
  readonly settings: HostSettings;
}

/** High duty lasts 1.28 s at the most, in units of 10 ms. */
const LONGEST_HIGH_DUTY = 128;

/** Gives the status of the command. */
export function enableSets({ linkLayer, settings, enable, sets }: SetSwitch): number {
  const handles = new Set(sets.map(({ advertisingHandle }) => advertisingHandle));
  if (handles.size < sets.length) return HciStatus.invalidParameters;
  if (sets.length === 0) {
    if (enable) return HciStatus.invalidParameters;
    linkLayer.disableAllAdvertising();
    return HciStatus.success;
  }
  for (const { advertisingHandle, duration } of sets) {
    const set = settings.advertisingSets.get(advertisingHandle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    const status = enable ? canBegin(set, duration) : HciStatus.success;
    if (status !== HciStatus.success) return status;
  }
  if (enable) return begin(linkLayer, sets);
  for (const handle of handles) {
    if (linkLayer.isAdvertising(handle)) linkLayer.disableAdvertising(handle);
  }
  return HciStatus.success;
}

function canBegin({ properties, ...set }: AdvertisingSet, duration: number): number {
  if (set.advertisingData.isPartial || set.scanResponseData.isPartial) {
    return HciStatus.commandDisallowed;
  }
  // A scan request that goes unanswered would be a fault on the air.
  const isMute = properties.scannable && !properties.legacy && set.scanResponseData.length === 0;
  if (isMute) return HciStatus.commandDisallowed;
  const isEndless = duration === 0 || duration > LONGEST_HIGH_DUTY;
  return properties.highDutyCycle && isEndless ? HciStatus.invalidParameters : HciStatus.success;
}

/** Where one is refused, those that began with it end again. */
function begin(linkLayer: LinkLayer, sets: SetSwitch['sets']): number {
  const begun: number[] = [];
  for (const { advertisingHandle, ...span } of sets) {
    const wasOn = linkLayer.isAdvertising(advertisingHandle);
    const status = linkLayer.enableAdvertising(advertisingHandle, span);
    if (status !== HciStatus.success) {
      for (const handle of begun) linkLayer.disableAdvertising(handle);
      return status;
    }
    if (!wasOn) begun.push(advertisingHandle);
  }
  return HciStatus.success;
}
