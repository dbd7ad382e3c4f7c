// Changes of settings, made in the text of the configuration and, where it says !secret, in the secrets.

import { addressDigits, parseAddress } from '@bluebell/ble/core';
import { plainText } from './check.ts';
import { ConfigError, configProblem, type SettingPath } from './config-error.ts';
import { editYaml, type SettingChange } from './edit/edit-yaml.ts';
import { secretAt } from './edit/secret-at.ts';
import { readYaml } from './read-yaml.ts';
import { addressRule } from './schema/text.ts';
import { SECRETS_FILE } from './secrets-file.ts';
import { shapeAt } from './shape.ts';
import { sourceAt, writtenAt } from './written.ts';

export type { SettingChange } from './edit/edit-yaml.ts';

export interface ConfigTexts {
  readonly config: string;
  readonly secrets: string;
}

export type ChangedTexts =
  | { readonly kind: 'changed'; readonly texts: ConfigTexts }
  /** Where the text is wrong already, that is the better thing to tell. */
  | { readonly kind: 'impossible'; readonly error: ConfigError };

/** Makes the changes one after the other. @param file how to name the configuration. */
export function changeTexts(
  before: ConfigTexts,
  changes: readonly SettingChange[],
  file: string,
): ChangedTexts {
  let { config, secrets } = before;
  for (const { path: wanted, value: given } of changes) {
    const path = pathIn(config, wanted);
    // Without quotes where people write none.
    const value = typeof given === 'string' ? plainText(given, shapeAt(path)) : given;
    const refuse = (message: string): ChangedTexts => {
      const source = sourceAt(readYaml(config, file).written, path);
      return { kind: 'impossible', error: new ConfigError([configProblem(source, path, message)]) };
    };
    const secret = value === undefined ? undefined : secretAt(config, path);
    if (secret && secret.uses > 1) {
      const uses = `${secret.uses} settings use`;
      return refuse(`is !secret ${secret.name}, which ${uses}: change it in ${SECRETS_FILE}`);
    }
    const edited = secret
      ? editYaml(secrets, { path: [secret.name], value })
      : editYaml(config, { path, value });
    if (edited === undefined) {
      const place = secret ? SECRETS_FILE : 'the file';
      return refuse(`cannot be changed as ${place} is written: change it there by hand`);
    }
    if (secret) secrets = edited;
    else config = edited;
  }
  return { kind: 'changed', texts: { config, secrets } };
}

/** Where it stands in the file: addresses may be written in several ways. */
function pathIn(text: string, path: SettingPath): SettingPath {
  const [section, address, ...rest] = path;
  if (section !== 'devices' || typeof address !== 'string' || addressRule(address)) return path;
  const digits = addressDigits(parseAddress(address));
  const devices = writtenAt(readYaml(text, '').written, ['devices']);
  const names = devices?.kind === 'group' ? [...devices.entries.keys()] : [];
  const found = names.find(
    (name) => !addressRule(name) && addressDigits(parseAddress(name)) === digits,
  );
  return [section, found ?? address, ...rest];
}
