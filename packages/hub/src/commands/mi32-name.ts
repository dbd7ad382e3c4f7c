// MI32Name: a name of the user's for the sensor in one slot.

import * as z from 'zod';
import { says } from './argument.ts';
import { defineCommand } from './command.ts';

/** What mi32cfg holds of a name. */
const LONGEST_NAME = 63;

export const mi32Name = defineCommand({
  name: 'name-sensor',
  summary: 'Gives the sensor in a slot a name; without one, takes it back.',
  args: { slot: z.int().min(0), name: z.string() },
  run: ({ sensors }, { slot, name }) => sensors.rename(slot, name),
  tasmota: {
    spelling: 'MI32Name',
    isOfBluetooth: true,
    index: 'slot, from 0',
    argument: 'the name, 63 characters at most; empty to take it back',
    read: ({ index, payload }) => ({
      slot: index,
      name: Array.from(payload).slice(0, LONGEST_NAME).join(''),
    }),
    answer: (name) => says({ MI32Name: name ?? 'Done' }),
    examples: [
      { send: 'MI32Name0 Living "room"', answers: '{"MI32Name":"Living \\"room\\""}' },
      { send: 'MI32Name0', answers: '{"MI32Name":"LYWSD03"}' },
      { send: 'MI32Name foo', answers: '{"MI32Name":"foo"}' },
      { send: 'MI32Name31 nobody', answers: '{"MI32Name":"Done"}' },
    ],
  },
});
