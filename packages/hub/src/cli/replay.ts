// `bluebell replay`: a recording through the whole hub, with a state of its own.

import {
  formatAddress,
  type Log,
  parseAddress,
  systemClock,
  UsageError,
  VirtualClock,
} from '@bluebell/ble/core';
import { openRadio, type ReplaySpeed } from '@bluebell/radios';
import { type Config, formatProblem } from '../config/index.ts';
import { createLog, LogOutput } from '../log.ts';
import { MqttSink } from '../sinks/mqtt.ts';
import { MqttLink } from '../sinks/mqtt-link.ts';
import { presenceOn } from '../sinks/mqtt-link-parts.ts';
import { CapturedTime } from './captured-time.ts';
import { Closing } from './closing.ts';
import { configIfAny } from './config-if-any.ts';
import { ExitCode, exitCodeAfter } from './exit.ts';
import { hubFromConfig, mqttOptions } from './hub-from-config.ts';
import { keyOf } from './key-option.ts';
import { LineView } from './line-view.ts';
import { progressLine } from './progress.ts';
import { printSummary } from './replay-summary.ts';
import { complain, type Terminal } from './terminal.ts';

/** What `bluebell replay` is asked to do. */
export interface ReplayCommandOptions {
  /** How fast: a number of times, or `max`. */
  readonly speed: ReplaySpeed;
  /** Keys as `ADDRESS=HEX`; they win over those of the configuration. */
  readonly key?: readonly string[] | undefined;
  readonly config?: string | undefined;
  readonly data?: string | undefined;
  /** Publishes to this broker too. */
  readonly mqtt?: string | undefined;
  /** Prints every update, not only what is known at the end. */
  readonly updates?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** More events than this wait for the broker only while the recording waits too. */
const MOST_WAITING_EVENTS = 1_000;

/** Plays a recording; gives the exit code. */
export async function replay(
  file: string,
  options: ReplayCommandOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { stdout, stderr } = terminal;
  const output = new LogOutput((line) => stderr.write(`${line}\n`));
  const log = createLog({ level: 'warn', format: 'pretty' }, output);
  const { config, known, warnings } = await configIfAny(options, terminal);
  for (const warning of warnings) log.warn('CONFIG', formatProblem(warning));
  for (const text of options.key ?? []) {
    const [address, key] = keyFor(text);
    known.keys.set(address, keyOf(key, `--key ${formatAddress(address)}`, log));
  }

  await using closing = new Closing();
  const progress = progressLine(stderr, systemClock, options.updates !== true);
  const recording = await openRadio(`replay:${file}`, {
    speed: options.speed,
    onProgress: ({ bytes, totalBytes, adverts }) =>
      progress.show(bytes / totalBytes, `${adverts.toLocaleString('en')} adverts`),
  });
  const clock = new VirtualClock();
  const link = options.mqtt === undefined ? undefined : linkTo(options.mqtt, config, log);
  if (link) closing.defer(() => link.close());
  // All of a recording is late, and none of it is later than the rest.
  const lateAfterMs = Number.POSITIVE_INFINITY;
  const mqtt = link && new MqttSink(link, { clock: systemClock, lateAfterMs });
  const mostWaiting = Math.min(MOST_WAITING_EVENTS, config.mqtt.event_queue / 2);
  const radio = new CapturedTime(recording, clock, async () => {
    if (link && link.waitingEvents > mostWaiting) await link.drained();
  });
  const hub = hubFromConfig(config, known, [radio], log, { clock });
  closing.defer(() => hub.stop());
  if (mqtt) hub.addSink(mqtt);
  if (options.updates) {
    hub.addSink(new LineView((line) => stdout.write(`${line}\n`), options.json ?? false));
  }
  stop.addEventListener('abort', () => void hub.stop(), { once: true });
  if (stop.aborted) return exitCodeAfter(stop);
  let isWhole = false;
  try {
    await hub.run();
    isWhole = true;
  } finally {
    progress.clear();
    // Of a file that is no recording there is nothing to sum up.
    if (isWhole || hub.counts.adverts > 0) await printSummary(hub, options.json ?? false, terminal);
  }
  await mqtt?.drained();
  if (link && !stop.aborted && (link.droppedEvents > 0 || !link.isConnected)) {
    complain(terminal, `${options.mqtt}: not all of the recording was delivered`);
    return ExitCode.unreachable;
  }
  return exitCodeAfter(stop);
}

/** A client of its own: the hub itself may be connected to the same broker. */
function linkTo(url: string, config: Config, log: Log): MqttLink {
  const options = mqttOptions(config, url, `bluebell-replay-${process.pid}`);
  const parts = { log, clock: systemClock, random: Math.random };
  return new MqttLink(options, presenceOn(config.mqtt.base), parts);
}

function keyFor(text: string): readonly [address: number, key: string] {
  const [address = '', key, ...more] = text.split('=');
  if (key === undefined || more.length > 0) {
    // What was given may be the key alone: it is not repeated.
    throw new UsageError('--key: give ADDRESS=HEX, such as A4:C1:38:00:00:01=00112233…');
  }
  return [parseAddress(address), key];
}
