// Puts commands and rules together, since each needs the other.

import { Rules } from '../tasmota/rules/rules.ts';
import type { TasmotaStore } from '../tasmota/settings/tasmota-store.ts';
import { CommandDispatcher, type DispatcherParts } from './dispatcher.ts';
import type { CommandPorts } from './ports.ts';

/** What they are made of. */
export interface CommandParts extends Omit<DispatcherParts, 'ports'> {
  readonly ports: Omit<CommandPorts, 'settings'>;
  readonly store: Pick<TasmotaStore, 'values' | 'defaults' | 'change' | 'onChange'>;
}

/** Both, at work. */
export interface StartedCommands {
  readonly dispatcher: CommandDispatcher;
  readonly rules: Rules;
}

/** Makes them. Nothing happens before the first command or message. */
export function startCommands({ ports, store, ...parts }: CommandParts): StartedCommands {
  const { clock, log } = parts;
  const status: CommandPorts['status'] = {
    stateJson: () => ports.status.stateJson(),
    // Whoever asks for the sensors makes telemetry of them, which rules see as they see any other.
    sensorJson() {
      const json = ports.status.sensorJson();
      rules.onMessage(json, true);
      return json;
    },
  };
  const dispatcher = new CommandDispatcher({
    ...parts,
    ports: { ...ports, status, settings: store },
  });
  const rules = new Rules({ settings: store, dispatcher, clock, log });
  return { dispatcher, rules };
}
