// What the doctor says.

import { diagnosis as shape } from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idParams } from '../fields.ts';
import { requested } from '../find.ts';

const tag = 'Hub';

export const diagnosis = [
  defineEndpoint({
    method: 'GET',
    path: '/diagnosis',
    scope: 'read',
    tag,
    summary: 'What keeps values away in this hub, and what to do about it.',
    response: shape,
    run: async ({ ports }) => shape.parse(await requested(ports, 'doctor', {})),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}/diagnosis',
    scope: 'read',
    tag,
    summary:
      'Why a device is silent. Takes up to 10 seconds: where it was not heard lately, the hub listens.',
    params: idParams,
    response: shape,
    run: async ({ params, ports }) =>
      shape.parse(await requested(ports, 'doctor', { device: params.id })),
  }),
];
