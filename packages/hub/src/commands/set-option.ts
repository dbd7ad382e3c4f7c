// SetOption: switches of Tasmota that mean something here.

import * as z from 'zod';
import type { TasmotaSettings } from '../tasmota/settings/settings.ts';
import { onOff, says, switchingIn } from './argument.ts';
import { defineCommand } from './command.ts';

type Switch = 'isAnsweredByName' | 'isFahrenheit' | 'isBluetoothOn';

/** The setting behind each number, and what ON means. */
export const SET_OPTIONS: ReadonlyMap<
  number,
  { readonly setting: Switch & keyof TasmotaSettings; readonly meaning: string }
> = new Map([
  [4, { setting: 'isAnsweredByName', meaning: 'answers go to a topic named for the command' }],
  [8, { setting: 'isFahrenheit', meaning: 'temperatures are in degrees Fahrenheit' }],
  [
    115,
    {
      setting: 'isBluetoothOn',
      meaning: 'sensors stand in messages, and the commands of MI32 are known',
    },
  ],
]);

export const setOption = defineCommand({
  name: 'set-option',
  summary: 'Sets or reads a switch of the hub.',
  args: {
    option: z.int().refine((option) => SET_OPTIONS.has(option)),
    isOn: z.boolean().optional(),
  },
  run({ settings }, { option, isOn }) {
    const setting = SET_OPTIONS.get(option)?.setting;
    if (setting === undefined) return false;
    if (isOn !== undefined) settings.change({ [setting]: isOn });
    return settings.values[setting];
  },
  tasmota: {
    spelling: 'SetOption',
    index: '4, 8 or 115',
    argument: '0, 1, OFF or ON; empty to read',
    read(input) {
      const word = switchingIn(input);
      if (word === undefined || word === 'toggle') return undefined;
      return { option: input.index, isOn: word === '' ? undefined : word === 'on' };
    },
    answer: (isOn, { index }) => says({ [`SetOption${index}`]: onOff(isOn) }),
    examples: [
      { send: 'SetOption4', answers: '{"SetOption4":"OFF"}' },
      { send: 'SetOption115 1', answers: '{"SetOption115":"ON"}' },
      { send: 'SetOption19 1', answers: '{"Command":"Error"}' },
    ],
  },
});
