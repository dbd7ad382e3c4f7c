// Every request there is.

import { backup } from './backup.ts';
import { configReload } from './config-reload.ts';
import { demo } from './demo.ts';
import { deviceForget } from './device-forget.ts';
import { deviceOptions } from './device-options.ts';
import { deviceRename } from './device-rename.ts';
import { devices } from './devices.ts';
import { doctor } from './doctor.ts';
import { health } from './health.ts';
import { historyQuery } from './history-query.ts';
import { keyList } from './key-list.ts';
import { keyRemove } from './key-remove.ts';
import { keySet } from './key-set.ts';
import { radioList } from './radio-list.ts';
import { radioRecover } from './radio-recover.ts';
import type { RequestKind } from './request.ts';
import { restart } from './restart.ts';
import { status } from './status.ts';

/** In the order of the documentation. */
export const REQUESTS: readonly RequestKind[] = [
  status,
  health,
  doctor,
  devices,
  deviceRename,
  deviceOptions,
  deviceForget,
  keyList,
  keySet,
  keyRemove,
  historyQuery,
  configReload,
  backup,
  radioList,
  radioRecover,
  demo,
  restart,
];
