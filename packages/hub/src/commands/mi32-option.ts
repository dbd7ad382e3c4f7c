// MI32Option: switches of the sensors' messages.

import * as z from 'zod';
import { numberIn, says } from './argument.ts';
import { defineCommand } from './command.ts';
import { OPTION_NUMBERS, type OptionNumber } from './ports.ts';

/** What 1 means. A new option does not compile until it is here. */
export const OPTION_MEANINGS: Readonly<Record<OptionNumber, string>> = {
  0: 'messages in real time repeat all that is known of the sensor',
  1: 'no sensors at the tele period, nor in `Status 8` and `Status 10`',
  2: 'every advert that is taken is published at once',
  3: 'sensors that are heard and not known are added (`tasmota.option3: code` turns it round)',
  4: 'active scanning',
  5: 'devices without sensor data are tracked',
};

export const mi32Option = defineCommand({
  name: 'set-sensor-option',
  summary: 'Sets or reads a switch of the sensors.',
  args: { option: z.int().min(0), isOn: z.boolean().optional() },
  run({ options }, { option, isOn }) {
    const known = OPTION_NUMBERS.find((number) => number === option);
    // As in Tasmota, a number that means nothing is echoed, and does nothing.
    if (known === undefined) return isOn ?? false;
    if (isOn !== undefined) options.set(known, isOn);
    return options.get(known);
  },
  tasmota: {
    spelling: 'MI32Option',
    isOfBluetooth: true,
    index: '0 to 5',
    argument: '0 or another number, which counts as 1 (words count as 0); empty to read',
    read: (input) => ({
      option: input.index,
      isOn: input.payload === '' ? undefined : (numberIn(input) ?? 0) !== 0,
    }),
    answer: (isOn, { index }) => says({ [`MI32Option${index}`]: Number(isOn) }),
    examples: [
      { send: 'MI32Option2 1', answers: '{"MI32Option2":1}' },
      { send: 'MI32Option0', answers: '{"MI32Option0":1}' },
      { send: 'MI32Option', answers: '{"MI32Option1":0}' },
      { send: 'MI32Option2 ON', answers: '{"MI32Option2":0}' },
      { send: 'MI32Option77 5', answers: '{"MI32Option77":1}' },
    ],
  },
});
