// Backups in the folder of the hub.

import * as z from 'zod';
import { backupShelf } from '../../../backup/shelf.ts';
import { isoTime } from '../../../iso-time.ts';
import {
  backupAsk,
  backupDeleted,
  backupFile,
  backupList,
  backupMade,
} from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { requested } from '../find.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError, Download, present } from '../reply.ts';

const tag = 'Backups';
/** Names of files alone: nothing in an address leads out of the folder. */
const params = z.strictObject({ file: backupFile });

const made = z.object({ path: z.string(), bytes: z.number(), removed: z.array(z.string()) });

export const backups = [
  defineEndpoint({
    method: 'GET',
    path: '/backups',
    scope: 'admin',
    tag,
    summary: 'Backups that are kept beside the hub, the newest first.',
    response: backupList,
    run: async ({ ports }) => ({
      items: (await shelfOf(ports).list()).map(({ timeMs, ...rest }) => ({
        ...rest,
        time: isoTime(timeMs) ?? '',
      })),
    }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/backups',
    scope: 'admin',
    tag,
    summary: 'Makes a backup of configuration and state.',
    body: backupAsk.prefault({}),
    response: backupMade,
    async run({ body, ports }) {
      const { path, bytes, removed } = made.parse(await requested(ports, 'backup', body));
      const file = path.split(/[\\/]/).at(-1) ?? '';
      return { file, bytes, removed, time: isoTime(ports.clock.now()) ?? '' };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/backups/{file}',
    scope: 'admin',
    tag,
    summary: 'Downloads a backup.',
    params,
    media: 'application/gzip',
    async run({ params: { file }, ports }) {
      const opened = await shelfOf(ports).open(file);
      if (!opened) throw unknown();
      return new Download(opened.stream, file, { bytes: opened.bytes });
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/backups/{file}',
    scope: 'admin',
    tag,
    summary: 'Deletes a backup.',
    params,
    response: backupDeleted,
    async run({ params: { file }, ports }) {
      if (!(await shelfOf(ports).remove(file))) throw unknown();
      return { file, deleted: true };
    },
  }),
];

function shelfOf({ folder }: ApiPorts) {
  return backupShelf(present(folder, 'A folder for backups'));
}

function unknown(): ApiError {
  return new ApiError(404, 'UNKNOWN_BACKUP', 'There is no such backup.');
}
