// Devices as a hub lists them, read again.

import * as z from 'zod';
import { hubRequest } from '../remote/hub-request.ts';
import type { Remote } from '../remote/remote.ts';
import { CommandError } from './command-error.ts';

const listing = z.object({
  id: z.string(),
  address: z.string(),
  name: z.string().nullable(),
  kind: z.string(),
  model: z.string().nullable(),
  fault: z.string().nullable(),
  online: z.boolean().nullable(),
  last_seen: z.string().nullable(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** One of them. */
export type ListedDevice = z.output<typeof listing>;

/** All that a hub knows, as it told them, and as far as we read them. @throws {CommandError} */
export async function listedDevices(remote: Remote, stop: AbortSignal) {
  const data = await hubRequest(remote, 'devices', {}, stop);
  const parsed = z.array(listing).safeParse(data);
  if (parsed.success) return { data, devices: parsed.data };
  throw new CommandError(`${remote.name} is of another version than this`);
}
