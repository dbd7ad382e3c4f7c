// SensorRetain, StateRetain and StatusRetain: what the broker keeps for those who come later.

import * as z from 'zod';
import { onOff, says, switchingIn } from './argument.ts';
import { type Command, defineCommand } from './command.ts';

export const sensorRetain = retain('SensorRetain', 'isSensorRetained', 'SENSOR');
export const stateRetain = retain('StateRetain', 'isStateRetained', 'STATE');
export const statusRetain = retain('StatusRetain', 'isStatusRetained', 'STATUS');

function retain(
  spelling: string,
  setting: 'isSensorRetained' | 'isStateRetained' | 'isStatusRetained',
  messages: string,
): Command {
  return defineCommand({
    name: `retain-${messages.toLowerCase()}`,
    summary: `Sets whether the broker keeps ${messages} messages.`,
    args: { isOn: z.boolean().optional() },
    run({ settings }, { isOn }) {
      if (isOn !== undefined) settings.change({ [setting]: isOn });
      return settings.values[setting];
    },
    tasmota: {
      spelling,
      argument: '0, 1, OFF or ON; empty to read',
      read(input) {
        const word = switchingIn(input);
        if (word === undefined || word === 'toggle') return undefined;
        return { isOn: word === '' ? undefined : word === 'on' };
      },
      answer: (isOn) => says({ [spelling]: onOff(isOn) }),
      examples: [
        { send: spelling, answers: `{"${spelling}":"OFF"}` },
        { send: `${spelling} 1`, answers: `{"${spelling}":"ON"}` },
      ],
    },
  });
}
