// What the sink is made of.

import type { Cancel, Clock, Log } from '@bluebell/ble/core';
import type { Device, Heard } from '../../state/device.ts';
import type { SetPort } from './commands.ts';
import type { HomeContext } from './device-payload.ts';
import type { HubFacts, ReceiverFacts } from './hub-facts.ts';

/** What the user sets of it. */
export interface HomeAssistantOptions extends HomeContext {
  /** Where Home Assistant looks: `homeassistant`. */
  readonly prefix: string;
  /** Where it says that it is there: `homeassistant/status`, and with what word: `online`. */
  readonly statusTopic: string;
  readonly statusOnline: string;
  /** `bluebell/kitchen`: where the state of a device stands. */
  readonly topicOf: (device: Device) => string;
}

/** What it is made of. */
export interface HomeAssistantParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Which devices are ours to tell of, of all that several hubs hear. */
  readonly ownership: {
    owns(deviceId: string): boolean;
    onChange(listener: (deviceId: string) => void): Cancel;
    heardElsewhere(deviceId: string): readonly Heard[];
  };
  /** Whether there is such a device: configured, or remembered. What is told of it is left alone. */
  readonly knows: (deviceId: string) => boolean;
  /** Whether it is told of without a word of the user: what is configured, and all else where that is wanted. */
  readonly isWelcome: (deviceId: string) => boolean;
  /** Whether another hub is there: what it tells is left alone. */
  readonly isHubOnline: (hubId: string) => boolean;
  /** The area of each receiver that has one. */
  readonly areas: () => ReadonlyMap<string, string>;
  /** Has the state of a device sent once more. */
  readonly tellAgain: (deviceId: string) => void;
  readonly hub: () => HubFacts;
  readonly receivers: () => readonly ReceiverFacts[];
  readonly set: SetPort;
}
