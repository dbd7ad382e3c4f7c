// `bluebell config check`: all that is wrong with a configuration.

import { ConfigError, type ConfigProblem, formatProblem } from '../../config/index.ts';
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
    const { file, warnings } = await configIfAny(choice, terminal);
    return { file, problems: [], warnings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.problems, warnings: [] };
  }
}
