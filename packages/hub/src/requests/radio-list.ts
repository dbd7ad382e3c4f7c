import * as z from 'zod';
import { foundRadios } from '../watch/found-radios.ts';
import { defineRequest } from './request.ts';

export const radioList = defineRequest({
  name: 'radio/list',
  summary: 'What could be a radio of this machine, configured or not.',
  scope: 'leader',
  args: z.strictObject({}),
  examples: [
    {
      send: '',
      answers:
        '{"status":"ok","data":{"items":[{"name":"sim","kind":"sim","words":"a simulated home: no hardware needed","isUsable":true}],"troubles":[]}}',
    },
  ],
  run: () => foundRadios(),
});
