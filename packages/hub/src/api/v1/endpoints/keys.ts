// Bind keys: set and judged, and never shown.

import { formatAddress, parseAddress } from '@bluebell/ble/core';
import { isKeyFault } from '../../../state/key-trouble.ts';
import { keyList, keyPut, keyRemoved, keyState } from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { addressParams } from '../fields.ts';
import { requested } from '../find.ts';
import type { ApiPorts } from '../ports.ts';
import { present } from '../reply.ts';

const tag = 'Keys';

export const keys = [
  defineEndpoint({
    method: 'GET',
    path: '/keys',
    scope: 'read',
    tag,
    summary: 'Which devices have a key, and which need one. Keys are never shown.',
    response: keyList,
    run({ ports }) {
      const { writtenKeys } = present(ports.config, 'A list of keys').loaded.known;
      const problems = new Map(
        [...writtenKeys].map(([address, { problem }]) => [formatAddress(address), problem]),
      );
      const { devices } = ports.overview;
      const heard = devices.filter(
        ({ address, fault }) => problems.has(address) || isKeyFault(fault),
      );
      const silent = [...problems.keys()].filter(
        (address) => !heard.some((device) => device.address === address),
      );
      return {
        items: [
          ...heard.map(({ address, name, fault }) => ({
            address,
            name,
            hasKey: problems.has(address),
            fault,
            problem: problems.get(address),
          })),
          ...silent.map((address) => ({
            address,
            hasKey: true,
            problem: problems.get(address),
          })),
        ],
      };
    },
  }),
  defineEndpoint({
    method: 'PUT',
    path: '/keys/{address}',
    scope: 'admin',
    tag,
    summary:
      'Sets the bind key of a sensor. The packets that come from then on tell whether it is right.',
    params: addressParams,
    body: keyPut,
    response: keyState,
    async run({ params: { address }, body, ports }) {
      await requested(ports, 'key/set', { device: address, key: body.key });
      ports.keys.begin(address, keyIn(ports, address)?.mark());
      return ports.keys.state(address);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/keys/{address}/verification',
    scope: 'read',
    tag,
    summary: 'Whether the key of a sensor opens what it sends.',
    params: addressParams,
    response: keyState,
    run: ({ params: { address }, ports }) => stateOf(ports, address),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/keys/{address}',
    scope: 'admin',
    tag,
    summary: 'Takes the key of a sensor out of the configuration.',
    params: addressParams,
    response: keyRemoved,
    async run({ params: { address }, ports }) {
      const removed = keyIn(ports, address) !== undefined;
      if (removed) await requested(ports, 'key/remove', { device: address });
      ports.keys.end(address);
      return { address, removed };
    },
  }),
];

function stateOf(ports: ApiPorts, address: string) {
  const key = keyIn(ports, address);
  if (!key) return { address, verification: 'none' as const, packets: 0 };
  const fault = ports.overview.device(address.replaceAll(':', ''))?.fault;
  const isWrong = fault === 'auth_failed' || fault === 'bad_key_length';
  return ports.keys.state(address, isWrong, key.mark());
}

/** Of the configuration, or of a mi32cfg file. */
function keyIn({ config }: Pick<ApiPorts, 'config'>, address: string) {
  const { known } = present(config, 'A list of keys').loaded;
  return known.keys.get(parseAddress(address));
}
