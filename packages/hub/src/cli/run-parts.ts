// What `bluebell run` opens before there is a hub, each for itself.

import { BleError, type Log } from '@bluebell/ble/core';
import type { HealthSource } from '../api/index.ts';
import { type Broker, startBroker } from '../broker.ts';
import type { Config } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import { createLog, type HubLog, type LogOutput, logFormat, standardErrorStream } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import {
  forgetfulMi32State,
  type Mi32Memory,
  openMi32State,
} from '../tasmota/config/mi32-state.ts';
import type { Closing } from './closing.ts';
import type { Terminal } from './terminal.ts';

/** The log; what it has folded is told at the end. */
export function openLog(
  config: Config,
  { stderr, env }: Terminal,
  output: LogOutput,
  closing: Closing,
): HubLog {
  const { level, levels, format } = config.log;
  const surroundings = {
    isTTY: stderr.isTTY ?? false,
    journal: env.JOURNAL_STREAM,
    stream: standardErrorStream(),
  };
  const log = createLog(
    { level, levels, format: logFormat(format, surroundings), foldsRepeats: true },
    output,
  );
  closing.defer(() => log.close());
  return log;
}

/** Options and relays; where their file is of no use, they are kept in memory alone. */
export async function mi32MemoryFor(
  folder: DataFolder,
  log: Log,
  closing: Closing,
): Promise<Mi32Memory> {
  const memory = await openMi32State(folder).catch((error: unknown) => {
    if (!(error instanceof BleError)) throw error;
    log.warn('TASMOTA_STATE', `options are forgotten when the hub ends: ${error.message}`);
    return forgetfulMi32State();
  });
  closing.defer(() => memory.flush());
  return memory;
}

/** The broker of our own, where no other is named. */
export async function brokerFor(
  { mqtt, broker }: Config,
  log: Log,
  closing: Closing,
): Promise<Broker | undefined> {
  if (mqtt.url !== undefined || !broker.enabled) return undefined;
  const started = await startBroker({ host: broker.host, port: broker.port, log });
  closing.defer(() => started.close());
  return started;
}

/** How what is remembered of devices is doing; the history tells for itself. */
export function stateHealth({ state }: Store): HealthSource {
  return {
    health() {
      const { isWritable, sinceMs, problem } = state.health();
      const detail = problem ?? 'written with every change';
      const nextStep =
        'make room on the disk, or let the hub write there: it tries again by itself';
      return [
        {
          name: 'state',
          status: isWritable ? 'ok' : 'degraded',
          sinceMs,
          detail,
          ...(!isWritable && { nextStep }),
        },
      ];
    },
  };
}
