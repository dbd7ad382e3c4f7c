// MI32Load: takes over what was written into files while the hub runs. Tasmota must be restarted for that.

import { says } from './argument.ts';
import { defineCommand } from './command.ts';

export const mi32Load = defineCommand({
  name: 'load-sensors',
  summary:
    'Takes over keys, names, sensors and phones that were added to `mi32cfg` or to the configuration since the hub runs. It wins over what was set and not saved; nothing is taken away. `bluebell import` and `bluebell enroll` send it to the hub that runs. Not in Tasmota.',
  args: {},
  async run({ mi32cfg }) {
    await mi32cfg.load();
  },
  tasmota: {
    spelling: 'MI32Load',
    isOfBluetooth: true,
    argument: '',
    read: () => ({}),
    answer: () => says({ MI32Load: 'Done' }),
    examples: [{ send: 'MI32Load', answers: '{"MI32Load":"Done"}' }],
  },
});
