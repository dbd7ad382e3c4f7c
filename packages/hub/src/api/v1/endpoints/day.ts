// The last day in small: what widgets draw.

import { dayItem, dayList } from '../../shapes/index.ts';
import { dayStrips } from '../day-strips.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idParams } from '../fields.ts';
import { deviceIn } from '../find.ts';
import type { ApiPorts } from '../ports.ts';
import { present } from '../reply.ts';

const tag = 'History';

export const day = [
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}/day',
    scope: 'read',
    tag,
    summary: 'The last 24 hours of a device in 24 slots: by hour of day, and sliding.',
    params: idParams,
    response: dayItem,
    run: ({ params, ports }) => stripsOf(ports, deviceIn(ports, params.id).id),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/day',
    scope: 'read',
    tag,
    summary: 'The same of all devices at once.',
    response: dayList,
    run: ({ ports }) => ({ items: ports.overview.devices.map(({ id }) => stripsOf(ports, id)) }),
  }),
];

function stripsOf({ history, hourCounts, clock }: ApiPorts, id: string) {
  const parts = { history: present(history, 'History'), hourCounts, nowMs: clock.now() };
  return { id, ...dayStrips(id, parts) };
}
