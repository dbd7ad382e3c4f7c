// Which of the messages that stand on the broker nobody stands behind any more.

import { deviceIdentifier, hubIdentifier } from './device-payload.ts';
import type { ToldBefore } from './told-before.ts';

/** What is needed to tell. */
export interface LeftOverFacts {
  /** This hub. */
  readonly hubId: string;
  /** Whether this hub tells of itself or a receiver by this name now. */
  readonly stands: (identifier: string) => boolean;
  /** Whether there is such a device, and Home Assistant is to know of it. */
  readonly isWanted: (deviceId: string) => boolean;
  readonly isHubOnline: (hubId: string) => boolean;
}

/** Whether a message is to be taken back: by us, since it is ours or its hub is gone. */
export function isLeftOver({ identifier, via }: ToldBefore, facts: LeftOverFacts): boolean {
  const isOurs = via === hubIdentifier(facts.hubId);
  // Hubs take care of themselves and of their receivers: one that is switched off comes back.
  if (via === undefined || facts.stands(identifier)) return false;
  const id = idIn(identifier);
  if (!/^[0-9A-F]{12}$/.test(id)) return isOurs;
  if (facts.isWanted(id)) return false;
  return isOurs || !facts.isHubOnline(via.slice(hubIdentifier('').length));
}

/** The id of the device whose message is called so. */
export function idIn(identifier: string): string {
  return identifier.slice(deviceIdentifier('').length);
}
