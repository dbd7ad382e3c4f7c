// HomeKit, packets and the simulated home: parts that a hub may lack.

import { fromHex, UsageError } from '@bluebell/ble/core';
import { demoAsk, demoState, dissectAsk, dissection, homekit } from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { ApiError, present } from '../reply.ts';

const DEMO = 'A simulated home';

export const extras = [
  defineEndpoint({
    method: 'GET',
    path: '/homekit',
    scope: 'admin',
    tag: 'HomeKit',
    summary: 'The HomeKit bridge: its setup code, and who is paired.',
    response: homekit,
    run: ({ ports }) => ports.homekit?.() ?? { isOn: false as const },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/packets/dissect',
    scope: 'control',
    tag: 'Packets',
    summary: 'Takes the data of an advert apart, field by field.',
    body: dissectAsk,
    response: dissection,
    async run({ body: { hex, address }, ports }) {
      const dissect = present(ports.dissect, 'What takes packets apart');
      return { parts: await dissect(fromHex(hex.replace(/\s/g, '')), address) };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/demo',
    scope: 'read',
    tag: 'Hub',
    summary: 'Whether the simulated home is on.',
    response: demoState,
    run: ({ ports }) => present(ports.demo, DEMO).state,
  }),
  defineEndpoint({
    method: 'POST',
    path: '/demo',
    scope: 'admin',
    tag: 'Hub',
    summary: 'Switches the simulated home on or off.',
    body: demoAsk,
    response: demoState,
    run: ({ body, ports }) =>
      present(ports.demo, DEMO)
        .switch(body.isOn)
        .catch((error: unknown) => {
          if (error instanceof UsageError) throw new ApiError(409, 'CANNOT_SWITCH', error.message);
          throw error;
        }),
  }),
];
