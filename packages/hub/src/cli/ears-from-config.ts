// The radios that a hub hears with, as a configuration describes them.

import { BleError, type Log, systemClock } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { RadioState } from '../bonds/radio-state.ts';
import type { Config, ConfigFile } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import { RadioWatch } from '../watch/radio-watch.ts';
import type { Closing } from './closing.ts';
import { follow } from './live-section.ts';
import { openRadios } from './open-radios.ts';

/** What they are made from. */
export interface EarsSetup {
  /** Radios that the user names instead of those of the configuration. */
  readonly names: readonly string[] | undefined;
  readonly folder: DataFolder;
  readonly file: ConfigFile;
  readonly log: Log;
}

/** What hears, and who watches it. */
export interface Ears {
  readonly radios: readonly Radio[];
  readonly watch: RadioWatch;
  /** Names of the radios that hear now. */
  readonly hearing: () => readonly string[];
}

/** Opens the radios. */
export async function openEars(setup: EarsSetup, closing: Closing): Promise<Ears> {
  const { file, log } = setup;
  const opened = await openAll(setup, closing);
  const watchdogMs = silenceMs(file.loaded.config);
  const watch = new RadioWatch({ clock: systemClock, log, watchdogMs });
  follow(file, silenceMs, (changedMs) => {
    watch.watchdogMs = changedMs;
  });
  closing.defer(() => watch.close());
  return {
    radios: opened.map((radio) => watch.add(radio)),
    watch,
    hearing: () =>
      watch
        .facts()
        .filter(
          (facts) => facts.kind === 'recording' || (facts.stage === 'running' && !facts.isDeaf),
        )
        .map(({ name }) => name),
  };
}

function silenceMs({ watch }: Config): number | undefined {
  const { radio_silence_s: seconds } = watch;
  return seconds === undefined ? undefined : seconds * 1_000;
}

async function openAll(
  { names, folder, file, log }: EarsSetup,
  closing: Closing,
): Promise<readonly Radio[]> {
  const wanted = names ?? file.loaded.config.radios;
  const state = await radioStateFor(folder, log);
  if (state) closing.defer(() => state.flush());
  const keep = { clock: systemClock, log };
  const kept = await state?.optionsFor(wanted);
  return openRadios(wanted, names ? undefined : file.loaded, closing, { log, keep, ...kept });
}

/** Bonds and the like; a hub hears sensors without them too. */
async function radioStateFor(folder: DataFolder, log: Log): Promise<RadioState | undefined> {
  try {
    return await RadioState.open(folder);
  } catch (error) {
    if (!(error instanceof BleError)) throw error;
    log.warn('BONDS', `going on without bonds: ${error.message}`);
    return undefined;
  }
}
