import * as z from 'zod';
import { available } from './available.ts';
import { defineRequest } from './request.ts';

export const demo = defineRequest({
  name: 'demo',
  summary:
    'Switches a simulated home on or off beside what is configured; off, all that was heard of it is forgotten.',
  scope: 'leader',
  args: z.strictObject({
    isOn: z.boolean().optional().describe('whether it is to be on; left out, only asks'),
  }),
  examples: [
    {
      send: '{"isOn":true}',
      answers: '{"status":"ok","data":{"isOn":true,"canSwitch":true,"devices":0}}',
    },
  ],
  run({ isOn }, ports) {
    const home = available(ports.demo, 'A simulated home');
    return isOn === undefined ? home.state : home.switch(isOn);
  },
});
