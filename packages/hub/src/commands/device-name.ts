// DeviceName: how people call the hub.

import * as z from 'zod';
import { DEFAULT_SIGN, EMPTY_SIGN, says } from './argument.ts';
import { defineCommand } from './command.ts';

export const deviceName = defineCommand({
  name: 'set-device-name',
  summary: 'Sets how programs show the hub to people.',
  args: { name: z.string().max(64) },
  run({ settings }, { name }) {
    if (name !== '') settings.change({ deviceName: meant(name, settings.defaults.deviceName) });
    return settings.values.deviceName;
  },
  tasmota: {
    spelling: 'DeviceName',
    argument: '64 characters at most, 1 for the usual name, " for none; empty to read',
    read: ({ payload }) => ({ name: payload }),
    answer: (name) => says({ DeviceName: name }),
    examples: [
      { send: 'DeviceName', answers: '{"DeviceName":"Tasmota"}' },
      { send: 'DeviceName Attic', answers: '{"DeviceName":"Attic"}' },
      { send: 'DeviceName "', answers: '{"DeviceName":""}' },
    ],
  },
});

function meant(name: string, usual: string): string {
  if (name === DEFAULT_SIGN) return usual;
  return name === EMPTY_SIGN ? '' : name;
}
