// Keeps the settings that commands change, and tells who depends on them.

import type { Log } from '@bluebell/ble/core';
import type { z } from 'zod';
import { KeptJson } from '../../bonds/kept-json.ts';
import { errorText } from '../../error-text.ts';
import { type TasmotaSettings, tasmotaSettings } from './settings.ts';

/** What is in the file: settings that were set. */
const keptSettings = tasmotaSettings.partial();
type KeptSettings = z.output<typeof keptSettings>;

/** Where they are kept, and what they are while nobody has set them. */
export interface TasmotaStoreOptions {
  readonly path: string;
  readonly defaults: TasmotaSettings;
  readonly log: Log;
}

/** Who is told what was changed. */
export type SettingsListener = (changed: Partial<TasmotaSettings>) => void;

/** Settings over their defaults: only what was set is in the file. */
export class TasmotaStore {
  readonly defaults: TasmotaSettings;
  readonly #log: Log;
  readonly #kept: KeptJson<KeptSettings>;
  readonly #listeners: SettingsListener[] = [];
  #values: TasmotaSettings;

  private constructor({ defaults, log }: TasmotaStoreOptions, kept: KeptJson<KeptSettings>) {
    this.defaults = defaults;
    this.#log = log;
    this.#kept = kept;
    this.#values = tasmotaSettings.parse({ ...defaults, ...kept.content });
  }

  /**
   * Reads the file; one that is not there means all defaults.
   *
   * @throws {UsageError} it is damaged. @throws {TransportError} it cannot be read.
   */
  static async open(options: TasmotaStoreOptions): Promise<TasmotaStore> {
    const kept = await KeptJson.open<KeptSettings>({
      path: options.path,
      schema: keptSettings,
      empty: {},
      remedy: 'move it away to begin with what the configuration says',
    });
    return new TasmotaStore(options, kept);
  }

  /** As they stand now. */
  get values(): TasmotaSettings {
    return this.#values;
  }

  /** Calls back after each change. */
  onChange(listener: SettingsListener): void {
    this.#listeners.push(listener);
  }

  /** Changes some: here at once, in the file soon. */
  change(part: Partial<TasmotaSettings>): void {
    this.#values = { ...this.#values, ...part };
    this.#kept
      .change((content) => ({ ...content, ...part }))
      .catch((error: unknown) => {
        const reason = errorText(error);
        this.#log.error('TASMOTA_SETTINGS', `a setting will not outlive a restart: ${reason}`);
      });
    for (const listener of this.#listeners) listener(part);
  }

  /** Settles when all that was changed is in the file, or could not be written. */
  flush(): Promise<void> {
    return this.#kept.flush();
  }
}
