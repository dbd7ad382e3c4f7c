import * as z from 'zod';
import { isKeyFault } from '../state/key-trouble.ts';
import { available } from './available.ts';
import { defineRequest } from './request.ts';

export const keyList = defineRequest({
  name: 'key/list',
  summary: 'Which devices have a key, which need one, and whether it works. Keys are never shown.',
  scope: 'leader',
  args: z.strictObject({}),
  examples: [
    {
      send: '',
      answers:
        '{"status":"ok","data":[{"device":"A4:C1:38:00:00:01","name":"kitchen","key":true,"fault":null}]}',
    },
  ],
  run(_, ports) {
    const holders = available(ports.keyHolders, 'A list of keys')();
    const byAddress = new Map(holders.map((holder) => [holder.address, holder]));
    const heard = ports.hub.devices.filter(
      ({ address, fault }) => byAddress.has(address) || isKeyFault(fault),
    );
    const silent = holders.filter(({ address }) => !heard.some((it) => it.address === address));
    return [
      ...heard.map(({ address, name, fault }) => ({
        device: address,
        name: name ?? null,
        key: byAddress.has(address),
        fault: byAddress.get(address)?.problem ?? fault ?? null,
      })),
      ...silent.map(({ address, problem }) => ({
        device: address,
        name: null,
        key: true,
        fault: problem ?? null,
      })),
    ];
  },
});
