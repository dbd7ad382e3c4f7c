// Devices: what they are, what they say now, and what users set of them.

import * as z from 'zod';
import { ConfigError } from '../../../config/index.ts';
import { isoTime } from '../../../iso-time.ts';
import { configPathOf } from '../../../requests/device-argument.ts';
import type { Device } from '../../../state/device.ts';
import { deviceItem as itemOf } from '../../device-item.ts';
import {
  type DevicePatch,
  deviceItem,
  deviceList,
  devicePatch,
  forgotten,
  valueList,
} from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idParams } from '../fields.ts';
import { deviceIn, requested, unitOf } from '../find.ts';
import { inTurn } from '../in-turn.ts';
import type { ConfigFilePort } from '../ports.ts';
import { ApiError, etagOf, present, Reply, requireMatch } from '../reply.ts';

/** What each member of a patch is called in the configuration. */
const SETTINGS: Readonly<Record<keyof DevicePatch, string>> = {
  name: 'name',
  area: 'area',
  isAnnounced: 'announce',
  offlineAfterS: 'offline_after_s',
  contactClass: 'opens',
  motionOffS: 'motion_off_s',
};

const tag = 'Devices';

export const devices = [
  defineEndpoint({
    method: 'GET',
    path: '/devices',
    scope: 'read',
    tag,
    summary: 'All devices as they stand now.',
    response: deviceList,
    run: ({ ports }) => ({ items: ports.overview.devices.map(itemOf) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}',
    scope: 'read',
    tag,
    summary:
      'One device as it stands now. Its ETag is about what can be changed, not about what it measures.',
    params: idParams,
    response: deviceItem,
    run: ({ params, ports }) => tagged(deviceIn(ports, params.id)),
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/devices/{id}',
    scope: 'control',
    tag,
    summary: 'Changes the name or settings of a device; null takes one back to what is usual.',
    params: idParams,
    headers: ['If-Match'],
    body: devicePatch,
    response: deviceItem,
    async run({ params, body, ports, header }) {
      deviceIn(ports, params.id);
      const config = present(ports.config, 'A configuration that can be written');
      return inTurn(config, async () => {
        const device = deviceIn(ports, params.id);
        requireMatch(header('if-match'), tagOf(device));
        const path = configPathOf(device);
        if (path[0] === 'phones') refuseForPhone(body);
        await change(config, path, body);
        return tagged(deviceIn(ports, params.id));
      });
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/devices/{id}',
    scope: 'admin',
    tag,
    summary:
      'Forgets what was heard of a device. One that goes on sending is found again, unless it is ignored.',
    params: idParams,
    query: z.strictObject({
      history: z.stringbool().default(false).describe('its history too; default: false'),
      configuration: z
        .stringbool()
        .default(false)
        .describe('its entry in the configuration too, with its name and its key; default: false'),
    }),
    response: forgotten,
    async run({ params, query, ports }) {
      const { id, address } = deviceIn(ports, params.id);
      await requested(ports, 'device/forget', { device: address, ...query });
      return { id, forgotten: true };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/devices/{id}/values',
    scope: 'read',
    tag,
    summary: 'The values of a device, and when each was heard.',
    params: idParams,
    response: valueList,
    run({ params, ports }) {
      const device = deviceIn(ports, params.id);
      const timed = ports.hub?.timedValues(device.id);
      return {
        items: Object.entries(device.values).flatMap(([quantity, value]) =>
          value === undefined
            ? []
            : {
                quantity,
                value,
                unit: unitOf(quantity),
                time: isoTime(timed?.get(quantity)?.heardMs),
              },
        ),
      };
    },
  }),
];

function tagged(device: Device) {
  return new Reply(itemOf(device), { etag: tagOf(device) });
}

function tagOf({ id, name, settings }: Device): string {
  return etagOf(JSON.stringify([id, name, settings]));
}

/** A phone is called as its entry in the configuration, and has but one of these settings. */
function refuseForPhone(patch: DevicePatch): void {
  const errors = Object.keys(patch)
    .filter((name) => name !== 'isAnnounced')
    .map((name) => ({ path: [name], message: 'cannot be set of a phone: see /api/v1/phones' }));
  if (errors.length === 0) return;
  throw new ApiError(422, 'NOT_FOR_PHONES', 'A phone has no such setting.', errors);
}

async function change(
  config: ConfigFilePort,
  path: readonly string[],
  patch: DevicePatch,
): Promise<void> {
  // The cast holds: the keys are those of the schema, which is strict.
  const names = Object.keys(patch) as (keyof DevicePatch)[];
  if (names.length === 0) return;
  const changes = names.map((name) => ({
    path: [...path, SETTINGS[name]],
    value: patch[name] === '' ? undefined : (patch[name] ?? undefined),
  }));
  try {
    await config.set(changes);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const errors = error.problems.map((problem) => {
      const name = names.find((one) => problem.path.endsWith(`.${SETTINGS[one]}`));
      return { path: name === undefined ? [] : [name], message: problem.message };
    });
    const [first] = errors;
    const detail = first ? `${first.path.join('.')} ${first.message}`.trim() : error.message;
    throw new ApiError(422, 'CONFIG', detail, errors);
  }
}
