// The configuration while the hub runs: changed by the hub and by hand, and always a good one.

import { dirname, join } from 'node:path';
import { type Cancel, type Clock, type Log, systemClock } from '@bluebell/ble/core';
import { writeAtomically } from '../atomic-file.ts';
import { type ConfigTexts, changeTexts, type SettingChange } from './change-texts.ts';
import { changedSettings, pathTexts } from './changed-settings.ts';
import { ConfigError, configProblem, type Source } from './config-error.ts';
import { followFile } from './follow-file.ts';
import { type LoadedConfig, type LoadOptions, parseConfig, textOfFile } from './load.ts';
import { MI32_FILE } from './mi32cfg.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import { type ReadFile, readSmallFile } from './read-file.ts';
import { refuseWithoutEffect } from './refuse-without-effect.ts';
import { needsRestart } from './restart.ts';
import { SECRETS_FILE } from './secrets-file.ts';
import { textIfAny } from './text-if-any.ts';

/** What became of a change. Paths as people write them: `devices.A4:C1:38:00:00:01.name`. */
export interface ChangeResult {
  /** Settings that are in force now. */
  readonly applied: readonly string[];
  /** Settings that are written, and come into force when the hub starts anew. */
  readonly restartRequired: readonly string[];
}

/** Told of each new configuration. */
export type ConfigListener = (
  now: LoadedConfig,
  before: LoadedConfig,
  result: ChangeResult,
) => void;

export interface ConfigFileOptions extends LoadOptions {
  /** Whether it is an error that there is no file; else all defaults are in force until one comes. */
  readonly mustExist?: boolean;
  readonly clock?: Clock;
}

/** How often a file may change while we are about to write it. */
const TRIES = 5;

/** One configuration file. What it says is in force as far as it is right: else the last that was. */
export class ConfigFile {
  readonly file: string;
  readonly #options: Required<Omit<LoadOptions, 'readFile'>>;
  readonly #readFile: ReadFile;
  readonly #clock: Clock;
  readonly #listeners = new Set<ConfigListener>();
  /** What the hub started with. */
  readonly #started: LoadedConfig;
  #loaded: LoadedConfig;
  #problem: ConfigError | undefined;
  #sinceMs: number;
  #isThere = false;
  #work: Promise<unknown> = Promise.resolve();
  #unwatch: Cancel | undefined;

  private constructor(loaded: LoadedConfig, options: ConfigFileOptions) {
    const { environment = {}, flags = [], migrations = MIGRATIONS } = options;
    this.file = loaded.file;
    this.#started = loaded;
    this.#loaded = loaded;
    this.#options = { environment, flags, migrations };
    this.#readFile = options.readFile ?? readSmallFile;
    this.#clock = options.clock ?? systemClock;
    this.#sinceMs = this.#clock.now();
  }

  /**
   * Loads it.
   *
   * @throws {ConfigError} anything in it is wrong, as `loadConfig`.
   */
  static async open(file: string, options: ConfigFileOptions = {}): Promise<ConfigFile> {
    const readFile = options.readFile ?? readSmallFile;
    const text = await (options.mustExist ? textOfFile : textIfAny)(file, readFile);
    const opened = new ConfigFile(await parseConfig(text ?? '', file, options), options);
    opened.#isThere = text !== undefined;
    return opened;
  }

  /** The last good configuration. */
  get loaded(): LoadedConfig {
    return this.#loaded;
  }

  /** Settings that differ from those the hub started with, and need a restart. */
  get restartRequired(): readonly string[] {
    return pathTexts(changedSettings(this.#started, this.#loaded).filter(needsRestart));
  }

  /** What is wrong with the file as it is on the disk; `undefined` where it is in force. */
  get problem(): ConfigError | undefined {
    return this.#problem;
  }

  /** For the health of the hub. */
  health() {
    const waiting = this.restartRequired;
    const problem = this.#problem?.message.split('\n')[0];
    const nextStep =
      problem === undefined ? 'restart the hub' : 'mend it: it is taken over at once';
    const waits = waiting.length > 0 ? `; in force after a restart: ${waiting.join(', ')}` : '';
    return [
      {
        name: 'config',
        // What waits for a restart is no fault.
        status: problem === undefined ? ('ok' as const) : ('degraded' as const),
        sinceMs: this.#sinceMs,
        detail:
          problem === undefined
            ? `${this.file}${waits}`
            : `the last good configuration is in force: ${problem}`,
        ...((problem !== undefined || waiting.length > 0) && { nextStep }),
      },
    ];
  }

  /**
   * Changes settings, in the file and in force; comments, order and all other text stay. Devices are found
   * however their address is written; a key that the file has as `!secret name` is changed in the
   * secrets file. The file is read anew before, so that what was changed by hand is kept.
   *
   * @throws {ConfigError} nothing was changed: the file or the change is wrong, or the environment or the
   *   command line sets it.
   * @throws {TransportError} a file cannot be written. It is then as it was.
   */
  set(changes: readonly SettingChange[]): Promise<ChangeResult> {
    return this.#inTurn(() => this.#set(changes));
  }

  /**
   * Takes over what was changed by hand.
   *
   * @throws {ConfigError} it is wrong; the last good configuration stays.
   */
  reload(): Promise<ChangeResult> {
    return this.#inTurn(() => this.#reload());
  }

  /** From now on, takes changes by hand over as they come. @param log is told what became of them. */
  watch(log: Log): void {
    this.#unwatch ??= followFile(this, this.#paths(), { clock: this.#clock, log });
  }

  /** Calls for each new configuration; gives a function that ends this. */
  onChange(listener: ConfigListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends watching, once what is under way is done. */
  async close(): Promise<void> {
    this.#unwatch?.();
    this.#listeners.clear();
    await this.#work;
  }

  async #set(changes: readonly SettingChange[]): Promise<ChangeResult> {
    for (let tries = 0; tries < TRIES; tries++) {
      const found = await this.#read();
      const { text, from } = migrate(found.config ?? '', this.file, this.#options.migrations);
      const before: ConfigTexts = { config: text, secrets: found.secrets ?? '' };
      const after = await this.#changed(before, changes);
      const loaded = await this.#parse(after);
      refuseWithoutEffect(changes, loaded);
      const now = await this.#read();
      if (now.config !== found.config || now.secrets !== found.secrets) continue;
      await this.#write(
        before,
        after,
        from === undefined ? undefined : { from, text: found.config },
      );
      return this.#adopt(loaded);
    }
    throw this.#trouble('is being changed all the time by somebody else: try again');
  }

  /** What cannot be changed may be wrong already: then that is said. */
  async #changed(before: ConfigTexts, changes: readonly SettingChange[]): Promise<ConfigTexts> {
    const after = changeTexts(before, changes, this.file);
    if (after.kind === 'changed') return after.texts;
    await this.#parse(before);
    throw after.error;
  }

  async #write(
    before: ConfigTexts,
    after: ConfigTexts,
    old: { readonly from: number; readonly text: string | undefined } | undefined,
  ): Promise<void> {
    // Secrets first: without theirs, the configuration would not load.
    if (after.secrets !== before.secrets) await writeAtomically(this.#secretsFile(), after.secrets);
    if (old?.text !== undefined) {
      const backup = `${this.file}.version-${old.from}`;
      await writeAtomically(backup, old.text, { keepsPrevious: false });
    }
    if (old || after.config !== before.config) await writeAtomically(this.file, after.config);
    this.#isThere = true;
  }

  async #reload(): Promise<ChangeResult> {
    try {
      const { config, secrets } = await this.#read();
      // An editor, or a network, may have taken it away for a moment.
      if (config === undefined && this.#isThere) throw this.#trouble('is gone');
      this.#isThere = config !== undefined;
      const loaded = await this.#parse({ config: config ?? '', secrets });
      return this.#adopt(loaded);
    } catch (error) {
      if (error instanceof ConfigError) this.#setProblem(error);
      throw error;
    }
  }

  #adopt(loaded: LoadedConfig): ChangeResult {
    const before = this.#loaded;
    this.#loaded = loaded;
    this.#setProblem(undefined);
    const changed = changedSettings(before, loaded);
    const result: ChangeResult = {
      applied: pathTexts(changed.filter((path) => !needsRestart(path))),
      restartRequired: pathTexts(changed.filter(needsRestart)),
    };
    if (changed.length > 0) for (const tell of this.#listeners) tell(loaded, before, result);
    return result;
  }

  #setProblem(problem: ConfigError | undefined): void {
    if (this.#problem?.message === problem?.message) return;
    this.#problem = problem;
    this.#sinceMs = this.#clock.now();
  }

  async #read() {
    return {
      config: await textIfAny(this.file, this.#readFile),
      secrets: await textIfAny(this.#secretsFile(), this.#readFile),
    };
  }

  #parse({ config, secrets }: { readonly config: string; readonly secrets: string | undefined }) {
    return parseConfig(config, this.file, {
      ...this.#options,
      readFile: async (path) =>
        path === this.#secretsFile() && secrets !== undefined && secrets !== ''
          ? new TextEncoder().encode(secrets)
          : this.#readFile(path),
    });
  }

  /** One after the other: each begins with what the one before left. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  #paths(): readonly string[] {
    const folder = dirname(this.file);
    return [this.file, this.#secretsFile(), join(folder, MI32_FILE)];
  }

  #secretsFile(): string {
    return join(dirname(this.file), SECRETS_FILE);
  }

  #trouble(message: string): ConfigError {
    const source: Source = { kind: 'file', file: this.file };
    return new ConfigError([configProblem(source, [], message)]);
  }
}
