// `bluebell scan`: who is on the air.

import { type AddressValue, type Log, systemClock, UsageError } from '@bluebell/ble/core';
import { AddressResolver } from '@bluebell/ble/crypto';
import type { Radio } from '@bluebell/ble/radio';
import type { KnownDevices } from '../../config/index.ts';
import { captureTo } from '../capture-option.ts';
import { Closing } from '../closing.ts';
import { commandLog, logOutput } from '../command-log.ts';
import { type ConfigChoice, configIfAny } from '../config-if-any.ts';
import { DEFAULT_RADIO } from '../device/device-options.ts';
import { ExitCode, messageOf } from '../exit.ts';
import { openRadios } from '../open-radios.ts';
import type { Terminal } from '../terminal.ts';
import { scanFilter } from './scan-filter.ts';
import { scanView } from './scan-view.ts';
import { Sightings } from './sightings.ts';

/** What `bluebell scan` is told. */
export interface ScanCommandOptions extends ConfigChoice {
  /** Several are heard together. Default: the simulated home. */
  readonly radio?: readonly string[] | undefined;
  /** Ends after so long. */
  readonly seconds?: number | undefined;
  readonly active?: boolean | undefined;
  /** Only those with this in their name. */
  readonly name?: string | undefined;
  /** Only those with this service. */
  readonly service?: string | undefined;
  readonly capture?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Listens until time is over or the user stops it; gives the exit code. */
export async function scan(
  options: ScanCommandOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { radio: names = [DEFAULT_RADIO], seconds, capture, active = false } = options;
  const filter = scanFilter(options);
  if (capture !== undefined && names.length > 1) {
    throw new UsageError('--capture records one radio: give one --radio');
  }
  const { known } = await configIfAny(options, terminal);
  const sightings = new Sightings({ keys: known.keys, nameOf: nameGiver(known) });

  await using closing = new Closing();
  const output = logOutput(terminal);
  // A radio that is lost and comes back would leave its user before a silent screen.
  const log = commandLog(terminal, output, 'info');
  const radios = await openRadios(names, undefined, closing, {
    log,
    speed: 'max',
    ...(capture !== undefined && { capture: await captureTo(capture, closing) }),
  });
  const over = new AbortController();
  if (seconds !== undefined) {
    closing.defer(systemClock.after(seconds * 1000, () => over.abort()));
  }
  const signal = AbortSignal.any([stop, over.signal]);
  const view = scanView({ options, names, sightings, filter, known, terminal, output });
  try {
    await hearAll(radios, log, async (radio) => {
      for await (const advert of radio.scan({ signal, active })) {
        const { sighting, isNews } = sightings.hear(advert);
        if (filter(sighting)) await view.hear({ advert, sighting, isNews, radio: radio.name });
      }
    });
  } finally {
    await view.close();
  }
  return ExitCode.ok;
}

/** One radio that breaks does not end the others; when none is left, the first error is thrown. */
async function hearAll(
  radios: readonly Radio[],
  log: Log,
  hear: (radio: Radio) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  await Promise.all(
    radios.map((radio) =>
      hear(radio).catch((error: unknown) => {
        errors.push(error);
        if (errors.length < radios.length) log.error('RADIO', `${radio.name}: ${messageOf(error)}`);
      }),
    ),
  );
  if (errors.length === radios.length) throw errors[0];
}

/** Names of the configuration, those of phones by their identity keys too. */
function nameGiver({ names, phones }: KnownDevices): (address: AddressValue) => string | undefined {
  const resolver = new AddressResolver<string>();
  const fixed = new Map(names);
  for (const { name, irk, address } of phones) {
    if (name === undefined) continue;
    if (irk) resolver.add(irk.reveal(), name);
    fixed.set(address, name);
  }
  return (address) => fixed.get(address) ?? resolver.resolve(address);
}
