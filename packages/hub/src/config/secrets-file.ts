// The secrets file, beside the configuration: `name: value`, one a line. `!secret name` looks here.

import type { ConfigProblem } from './config-error.ts';
import { configProblem } from './config-error.ts';
import { readYaml, type SecretStore } from './read-yaml.ts';

/** What the file is called. */
export const SECRETS_FILE = 'secrets.yaml';

export interface ReadSecrets extends SecretStore {
  readonly problems: readonly ConfigProblem[];
}

/** Reads the secrets file; `text` is `undefined` when there is none. Never throws. */
export function readSecrets(text: string | undefined, file: string): ReadSecrets {
  const { written, problems } = readYaml(text ?? '', file);
  const found: ConfigProblem[] = [...problems];
  const secrets = new Map<string, string>();
  if (written.kind === 'group') {
    for (const [name, { value }] of written.entries) {
      if (value.kind === 'text') secrets.set(name, value.text);
      else found.push(configProblem(value.source, [name], 'must have a text as its value'));
    }
  } else if (written.kind !== 'nothing') {
    found.push(configProblem(written.source, [], "must hold lines such as 'name: value'"));
  }
  return {
    file,
    names: [...secrets.keys()],
    problems: found,
    get: (name) => secrets.get(name),
  };
}
