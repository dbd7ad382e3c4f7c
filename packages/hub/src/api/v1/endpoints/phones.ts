// Phones: tracked by their identity key, which tells their changing addresses apart from all others.

import { addressDigits, formatAddress, fromHex, parseAddress } from '@bluebell/ble/core';
import * as z from 'zod';
import { ConfigError } from '../../../config/index.ts';
import { isoTime } from '../../../iso-time.ts';
import {
  phoneChanged,
  phoneList,
  phoneMatch,
  phoneMatchAsk,
  phonePut,
} from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError, present } from '../reply.ts';

const tag = 'Phones';
const params = z.strictObject({ name: z.string().min(1).max(64) });

export const phones = [
  defineEndpoint({
    method: 'GET',
    path: '/phones',
    scope: 'read',
    tag,
    summary: 'Phones that are tracked, and who of them is home. Identity keys are never shown.',
    response: phoneList,
    run: ({ ports }) => ({ items: itemsOf(ports) }),
  }),
  defineEndpoint({
    method: 'PUT',
    path: '/phones/{name}',
    scope: 'admin',
    tag,
    summary: 'Tracks a phone by its identity key, or by an address that never changes.',
    params,
    body: phonePut,
    response: phoneChanged,
    async run({ params: { name }, body, ports }) {
      const config = present(ports.config, 'A configuration that can be written');
      const { irk, address, awayAfterS } = body;
      const path = ['phones', name];
      // What it was known by before goes: two ways to know one phone would be two phones.
      const old = config.loaded.config.phones[name];
      const changes = [
        { path: [...path, 'irk'], value: irk?.toLowerCase(), isOld: old?.irk !== undefined },
        {
          path: [...path, 'address'],
          value: address === undefined ? undefined : formatAddress(parseAddress(address)),
          isOld: old?.address !== undefined,
        },
        { path: [...path, 'away_after_s'], value: awayAfterS, isOld: false },
      ];
      const wanted = changes
        .filter(({ value, isOld }) => value !== undefined || isOld)
        // What is written comes first: an entry with neither key nor address is refused.
        .sort((a, b) => Number(a.value === undefined) - Number(b.value === undefined))
        .map(({ path: at, value }) => ({ path: at, value }));
      const { restartRequired } = await config.set(wanted).catch((error: unknown) => {
        if (!(error instanceof ConfigError)) throw error;
        const [problem] = error.problems;
        const field = problem?.path.split('.').at(-1) ?? '';
        const known: Record<string, string> = { irk: 'irk', address: 'address' };
        const at = known[field];
        const errors = error.problems.map(({ message }) => ({ path: at ? [at] : [], message }));
        throw new ApiError(422, 'CONFIG', problem?.message ?? 'It cannot be set.', errors);
      });
      return { name, restartRequired };
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/phones/{name}',
    scope: 'admin',
    tag,
    summary: 'Tracks a phone no more.',
    params,
    response: phoneChanged,
    async run({ params: { name }, ports }) {
      const config = present(ports.config, 'A configuration that can be written');
      if (!Object.hasOwn(config.loaded.config.phones, name)) {
        throw new ApiError(404, 'UNKNOWN_PHONE', 'No phone in the configuration is called so.');
      }
      const { restartRequired } = await config.set([{ path: ['phones', name], value: undefined }]);
      return { name, restartRequired };
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/phones/match',
    scope: 'admin',
    tag,
    summary: 'Which of the private addresses of the last minutes an identity key explains.',
    body: phoneMatchAsk,
    response: phoneMatch,
    run({ body, ports }) {
      const heard = present(ports.privateAddresses, 'A radio that hears phones');
      const irk = fromHex(body.irk);
      // Tools that read identity keys differ in the order of the bytes.
      const asWritten = heard.explainedBy(irk);
      const reversed = asWritten.length > 0 ? [] : heard.explainedBy(irk.toReversed());
      return {
        matches: [...asWritten, ...reversed].map(({ address, rssiDbm, lastSeenMs }) => ({
          address,
          rssiDbm,
          lastSeen: isoTime(lastSeenMs) ?? '',
        })),
        heard: heard.size,
        isReversed: reversed.length > 0 || undefined,
      };
    },
  }),
];

function itemsOf({ overview, config }: ApiPorts) {
  const { known, config: written } = present(config, 'A list of phones').loaded;
  return known.phones.map(({ address, name, irk, awayAfterS }) => {
    const id = addressDigits(address);
    const device = overview.device(id);
    return {
      id,
      name,
      // The address of one that changes it is made from its key: it says nothing to anybody.
      address: irk ? undefined : formatAddress(address),
      hasIrk: irk !== undefined,
      isHome: device?.isHome,
      lastSeen: isoTime(device?.lastSeenMs),
      rssiDbm: device?.rssiDbm,
      awayAfterS,
      isConfigured: name !== undefined && Object.hasOwn(written.phones, name),
    };
  });
}
