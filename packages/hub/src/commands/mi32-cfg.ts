// MI32Cfg: keeps the sensors.

import { says } from './argument.ts';
import { defineCommand } from './command.ts';

export const mi32Cfg = defineCommand({
  name: 'save-sensors',
  summary: 'Writes all sensors with their keys and names to the file `mi32cfg`.',
  args: {},
  async run({ mi32cfg }) {
    await mi32cfg.save();
  },
  tasmota: {
    spelling: 'MI32Cfg',
    isOfBluetooth: true,
    argument: '',
    read: () => ({}),
    answer: () => says({ MI32Cfg: 'Done' }),
    examples: [{ send: 'MI32Cfg', answers: '{"MI32Cfg":"Done"}' }],
  },
});
