// Every endpoint there is, in the order of the documentation.

import type { Endpoint } from './endpoint.ts';
import { backups } from './endpoints/backups.ts';
import { commands } from './endpoints/commands.ts';
import { configuration } from './endpoints/configuration.ts';
import { day } from './endpoints/day.ts';
import { devices } from './endpoints/devices.ts';
import { diagnosis } from './endpoints/diagnosis.ts';
import { elsewhere } from './endpoints/elsewhere.ts';
import { events } from './endpoints/events.ts';
import { extras } from './endpoints/extras.ts';
import { history } from './endpoints/history.ts';
import { hub } from './endpoints/hub.ts';
import { imports } from './endpoints/import.ts';
import { keys } from './endpoints/keys.ts';
import { phones } from './endpoints/phones.ts';

export const ENDPOINTS: readonly Endpoint[] = [
  ...devices,
  ...history,
  ...events,
  ...day,
  ...hub,
  ...diagnosis,
  ...keys,
  ...phones,
  ...commands,
  ...configuration,
  ...backups,
  ...imports,
  ...extras,
  ...elsewhere,
];
