// Requests that work without a hub too: where none runs on this machine, its files are changed directly.

import { join } from 'node:path';
import { silentLog, systemClock } from '@bluebell/ble/core';
import { CONFIG_FILE, ConfigFile, type LoadedConfig } from '../../config/index.ts';
import { givenIn, type HubPort, RequestDesk, type RequestPorts } from '../../requests/index.ts';
import { blankDevice } from '../../state/device.ts';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { folderOf } from '../folder-of.ts';
import { keyHoldersOf } from '../key/key-holders.ts';
import type { Terminal } from '../terminal.ts';
import { hubRequest } from './hub-request.ts';
import { remoteFor } from './remote.ts';
import type { RemoteOptions } from './remote-options.ts';

/** What came of it. */
export interface AnywhereAnswer {
  readonly data: unknown;
  /** Whether a hub did it; else it holds once one is started. */
  readonly isRunning: boolean;
}

/**
 * Sends a request to the hub; where none runs on this machine, does it on its configuration.
 *
 * @throws {UnreachableError} a hub of another machine does not answer.
 * @throws {CommandError} it was refused.
 */
export async function requestAnywhere(
  name: string,
  args: object,
  options: RemoteOptions,
  terminal: Pick<Terminal, 'env'>,
  stop: AbortSignal,
): Promise<AnywhereAnswer> {
  const remote = await remoteFor(options, terminal);
  try {
    return { data: await hubRequest(remote, name, args, stop), isRunning: true };
  } catch (error) {
    if (!(error instanceof UnreachableError) || !remote.isLocal) throw error;
  }
  return { data: await onFiles(name, args, options, terminal), isRunning: false };
}

async function onFiles(
  name: string,
  args: object,
  options: RemoteOptions,
  terminal: Pick<Terminal, 'env'>,
): Promise<unknown> {
  const folder = folderOf(options, terminal);
  const file = join(folder.config, CONFIG_FILE);
  const config = await ConfigFile.open(file, { environment: terminal.env });
  try {
    const desk = new RequestDesk(portsFor(config), silentLog);
    const answer = await desk.answer(name, givenIn(JSON.stringify(args)));
    if (answer.status === 'ok') return answer.data;
    throw new CommandError(answer.error);
  } finally {
    await config.close();
  }
}

/** What is known without a hub: names, and who has a key. */
function portsFor(config: ConfigFile): RequestPorts {
  return {
    hub: hubOf(config.loaded),
    overview: { health: noHub, status: noHub, listings: noHub },
    config,
    keyHolders: () => keyHoldersOf(config.loaded),
    clock: systemClock,
  };
}

function noHub(): never {
  throw new UnreachableError("no hub runs here: start one with 'bluebell run'");
}

function hubOf({ known }: LoadedConfig): HubPort {
  const devices = [...known.sensors].map((address) =>
    blankDevice(address, 'sensor', known.names.get(address)),
  );
  return {
    devices,
    device: (id) => devices.find((device) => device.id === id),
    forget: () => false,
    keyEntered: () => {},
  };
}
