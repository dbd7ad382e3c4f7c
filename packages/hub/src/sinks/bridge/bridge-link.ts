// The way to the broker, as far as the bridge goes it, and who else is on it.

import type { OnMessage } from '../mqtt-link-parts.ts';
import type { Render } from '../outbox.ts';

/** A link that others say things on too. */
export interface BridgeLink {
  putState(topic: string, render: Render): void;
  /** Others tell it now. */
  releaseState(topic: string): void;
  addEvent(topic: string, payload: string): void;
  subscribe(filter: string, onMessage: OnMessage): void;
}

/** Whether this hub speaks for all that share the base. */
export interface BridgeLead {
  isLead(): boolean;
  isAlone(): boolean;
  onChange(listener: () => void): void;
}

/** A hub that shares with nobody. */
export const ALONE: BridgeLead = {
  isLead: () => true,
  isAlone: () => true,
  onChange: () => {},
};
