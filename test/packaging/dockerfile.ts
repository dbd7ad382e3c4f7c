// Reads a Dockerfile strictly, and tells what an engine or a careful reader would object to.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One instruction: its name in upper case, and what follows, continued lines joined. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
  readonly line: number;
}

/** What a Dockerfile is made of. Comments and empty lines are left out, also between continued lines. */
export function readDockerfile(text: string): readonly Instruction[] {
  const instructions: Instruction[] = [];
  let begun: { text: string; line: number } | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const whole = begun ? `${begun.text} ${line.trim()}` : line.trim();
    const start = begun?.line ?? at + 1;
    begun = whole.endsWith('\\') ? { text: whole.slice(0, -1).trim(), line: start } : undefined;
    if (begun) continue;
    const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(whole) ?? [];
    instructions.push({ name, rest, line: start });
  }
  if (begun) throw new Error(`line ${begun.line}: goes on after the last line`);
  return instructions;
}

/** Instructions that there are, and the form that each must have here. */
const FORMS: Readonly<Record<string, RegExp>> = {
  // A tag of its own, of a base with glibc: some parts that are no JavaScript exist for that alone.
  FROM: /^node:\d+-(bookworm|trixie)-slim( AS [a-z]+)?$/,
  ARG: /^[A-Z_]+=\S+$/,
  LABEL: /^([a-z.]+="[^"]+"\s*)+$/,
  RUN: /^(?!.*\b(curl|wget|sudo)\b)(?!.*apt-get (?!update|install --yes --no-install-recommends)).+$/,
  COPY: /^(--from=[a-z]+ )?\S+( \S+)*$/,
  WORKDIR: /^\/\S*$/,
  ENV: /^([A-Z_]+=\S+\s*)+$/,
  USER: /^(?!root|0\b)[a-z0-9]+$/,
  VOLUME: /^\/\S+$/,
  EXPOSE: /^(\d+\s*)+$/,
  STOPSIGNAL: /^SIGTERM$/,
  HEALTHCHECK: /^(--[a-z-]+=\d+s? )*CMD \["bluebell", "status", "--check"\]$/,
  ENTRYPOINT: /^\["tini", "--", "bluebell"\]$/,
  CMD: /^\["run"\]$/,
};

/** Everything that is wrong, as sentences. `context` is the folder whose files it may copy. */
export function dockerfileFaults(text: string, context: string): readonly string[] {
  const instructions = readDockerfile(text);
  const stages = new Set<string>();
  return instructions.flatMap(({ name, rest, line }) => {
    const faults: string[] = [];
    const form = FORMS[name];
    if (!form) faults.push(`line ${line}: there is no instruction ${name}`);
    else if (!form.test(rest)) faults.push(`line ${line}: ${name} ${rest}`);
    if (name === 'FROM') stages.add(/ AS (\S+)/.exec(rest)?.[1] ?? '');
    if (name === 'COPY') faults.push(...copyFaults(rest, line, stages, context));
    if (name === 'RUN' && /apt-get install/.test(rest) && !/rm -rf \/var\/lib\/apt/.test(rest)) {
      faults.push(`line ${line}: leaves the lists of apt in the image`);
    }
    return faults;
  });
}

function copyFaults(
  rest: string,
  line: number,
  stages: ReadonlySet<string>,
  context: string,
): readonly string[] {
  const stage = /^--from=(\S+)/.exec(rest)?.[1];
  if (stage !== undefined) {
    return stages.has(stage) ? [] : [`line ${line}: no stage is called ${stage}`];
  }
  const sources = rest.split(' ').slice(0, -1);
  return sources
    .filter((source) => !source.endsWith('.tgz') && !existsSync(join(context, source)))
    .map((source) => `line ${line}: there is no ${source}`);
}
