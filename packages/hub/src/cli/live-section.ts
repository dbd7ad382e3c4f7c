// Parts of a hub that follow its configuration while it runs: they are told of settings that changed, or
// made anew from them.

import { BleError, type Cancel, type Log } from '@bluebell/ble/core';
import { type Config, type ConfigFile, isSameSetting } from '../config/index.ts';
import type { Closing } from './closing.ts';
import { messageOf } from './exit.ts';

/** What is followed. */
export type FollowedFile = Pick<ConfigFile, 'loaded' | 'onChange'>;

/** What a part looks at: some settings of all. */
export type SettingsOf<T> = (config: Config) => T;

/** Something that was made from settings. */
export interface Part<T> {
  /** Ends it, for another to be made. @param next settings of that one: what stands there too stays. */
  end(next: T): unknown;
}

/** Tells of some settings whenever they are not the same as before. */
export function follow<T>(
  file: FollowedFile,
  settingsOf: SettingsOf<T>,
  take: (settings: T) => void,
): Cancel {
  let settings = settingsOf(file.loaded.config);
  return file.onChange(({ config }) => {
    const now = settingsOf(config);
    if (isSameSetting(settings, now)) return;
    settings = now;
    take(now);
  });
}

/**
 * Makes a part of a hub now, and anew whenever its settings change, one after the other. Closing the last
 * one is the work of whoever closes the hub.
 *
 * @param make gives nothing where the settings want none.
 */
export function livePart<T>(
  { file, log }: { readonly file: FollowedFile; readonly log: Log },
  settingsOf: SettingsOf<T>,
  make: (settings: T) => Part<T> | undefined,
  closing: Closing,
): void {
  let part = make(settingsOf(file.loaded.config));
  let isOver = false;
  let work = Promise.resolve();
  const remake = async (settings: T) => {
    if (isOver) return;
    const old = part;
    part = undefined;
    await old?.end(settings);
    if (!isOver) part = make(settings);
  };
  const cancel = follow(file, settingsOf, (settings) => {
    work = work
      .then(() => remake(settings))
      .catch((error: unknown) => {
        if (!(error instanceof BleError)) throw error;
        log.error('CONFIG', `a setting could not be taken over: ${messageOf(error)}`);
      });
  });
  closing.defer(() => {
    cancel();
    isOver = true;
    return work;
  });
}
