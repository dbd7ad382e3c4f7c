// `bluebell config check`: all that is wrong with a configuration.

import { UsageError } from '@bluebell/ble/core';
import { checkRadioName } from '@bluebell/radios';
import {
  ConfigError,
  type ConfigProblem,
  configProblem,
  formatProblem,
  type LoadedConfig,
} from '../../config/index.ts';
import { clean } from '../../plain-text.ts';
import { configIfAny } from '../config-if-any.ts';
import { ExitCode } from '../exit.ts';
import { print, type Terminal } from '../terminal.ts';

/** What it is told. */
export interface CheckOptions {
  readonly data?: string | undefined;
  readonly json?: boolean | undefined;
}

interface Verdict {
  readonly file?: string;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];
}

/** Checks it; gives the exit code. */
export async function configCheck(
  file: string | undefined,
  { data, json }: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const verdict = await verdictOn({ config: file, data }, terminal);
  const { problems, warnings } = verdict;
  const isRight = problems.length === 0;
  if (json) {
    await print(terminal, JSON.stringify({ isRight, ...verdict }));
  } else {
    for (const problem of problems) await print(terminal, clean(formatProblem(problem)));
    for (const warning of warnings) {
      await print(terminal, `warning: ${clean(formatProblem(warning))}`);
    }
    if (isRight) await print(terminal, `${verdict.file} can be used.`);
  }
  return isRight ? ExitCode.ok : ExitCode.failure;
}

async function verdictOn(
  choice: { readonly config: string | undefined; readonly data: string | undefined },
  terminal: Terminal,
): Promise<Verdict> {
  try {
    const loaded = await configIfAny(choice, terminal);
    const { file, warnings } = loaded;
    return { file, problems: radioProblems(loaded), warnings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.problems, warnings: [] };
  }
}

/** What would keep `bluebell run` from starting: the schema does not know which radios there are. */
function radioProblems({ config, sourceOf }: LoadedConfig): readonly ConfigProblem[] {
  return config.radios.flatMap((name, index) => {
    try {
      checkRadioName(name);
      return [];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const path = ['radios', index];
      return [configProblem(sourceOf(path), path, error.message)];
    }
  });
}
