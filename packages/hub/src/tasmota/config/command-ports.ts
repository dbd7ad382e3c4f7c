// What Tasmota's commands find of sensors, keys, options and relays.

import { BleError, type Log, parseAddress } from '@bluebell/ble/core';
import type { CommandPorts } from '../../commands/ports.ts';
import type { Mi32 } from '../mi32.ts';

/** The ports that this folder implements. */
export type Mi32Ports = Pick<CommandPorts, 'options' | 'sensors' | 'keys' | 'mi32cfg' | 'relays'>;

/** The ports of a hub. What fails later than the command can tell is in the log. */
export function mi32Ports(mi32: Mi32, log: Log): Mi32Ports {
  const { list, options, relays } = mi32;
  return {
    options: {
      get: (option) => options.get(option),
      set: (option, isOn) => options.set(option, isOn),
    },
    sensors: {
      get count() {
        return list.length;
      },
      rename: (slot, name) => list.setName(slot, name)?.name,
    },
    keys: {
      set: (mac, key) => {
        if (list.setKey(parseAddress(mac), key) !== 'full') return;
        log.warn(
          'KEYS_FULL',
          `the key for ${mac} is not kept: too many wait for sensors to appear`,
        );
      },
    },
    mi32cfg: {
      save: async () => {
        if ((await list.save()) === 'empty') log.info('MI32CFG', 'there are no sensors to save');
      },
      load: () => mi32.load(),
    },
    relays: {
      get count() {
        return relays.length;
      },
      get: (relay) => relays[relay - 1]?.isOn ?? false,
      set: (relay, isOn) => {
        relays[relay - 1]?.set(isOn).catch((error: unknown) => {
          if (!(error instanceof BleError)) throw error;
          log.warn('RELAY', error.message);
        });
      },
    },
  };
}
