// What the parts of the form share: what stands where, and how to change it.

import { createContext, use } from 'react';
import { problemOf } from './check-value.ts';
import {
  type Draft,
  draftedValue,
  keyOf,
  type PathKey,
  withChange,
  withoutChange,
} from './draft.ts';
import type { Json, JsonObject, Setting } from './schema.ts';

/** Where a value is from, as the API tells it. */
export interface SettingSource {
  readonly kind: 'default' | 'file' | 'environment' | 'flag';
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly variable?: string | undefined;
  readonly flag?: string | undefined;
}

/** The form. */
export interface Form {
  readonly values: JsonObject;
  readonly sources: Readonly<Record<string, SettingSource>>;
  /** By path: whether a secret is set. */
  readonly secrets: Readonly<Record<string, boolean>>;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly errors: ReadonlyMap<PathKey, string>;
  /** Nothing can be changed: the visitor may not. */
  readonly isReadOnly: boolean;
}

export const FormContext = createContext<Form | undefined>(undefined);

/** The form that a part stands in. */
export function useForm(): Form {
  const form = use(FormContext);
  if (!form) throw new Error('a setting stands outside of a form');
  return form;
}

/** `devices.A4:C1:38:00:00:01.name`, as sources name settings. */
export function dotted(path: readonly string[]): string {
  return path.join('.');
}

/** Everything that one setting shows. */
export function stateOf(form: Form, setting: Setting) {
  const { path, shape } = setting;
  const key = keyOf(path);
  const source = sourceAt(form.sources, path);
  const isChanged = form.draft.has(key);
  const drafted = draftedValue(form.values, form.draft, path);
  const value: Json | undefined = drafted ?? (isChanged ? shape.default : undefined);
  return {
    value: value ?? undefined,
    isChanged,
    source,
    lock: lockOf(source),
    isSecretSet: form.secrets[dotted(path)] ?? false,
    error: form.errors.get(key) ?? (isChanged ? problemOf(setting, drafted) : undefined),
  };
}

/** Changes one setting. */
export function change(form: Form, { path, kind }: Setting, value: Json): void {
  form.setDraft(withChange(form.values, form.draft, { path, value }, kind === 'secret'));
}

/** Takes back what was changed of one. */
export function undo(form: Form, path: readonly string[]): void {
  form.setDraft(withoutChange(form.draft, path));
}

/** A list may be told of by its lines alone: `radios[0]`. */
function sourceAt(sources: Form['sources'], path: readonly string[]): SettingSource {
  const text = dotted(path);
  const own = Object.hasOwn(sources, text) ? sources[text] : undefined;
  const first = `${text}[0]`;
  return own ?? (Object.hasOwn(sources, first) ? sources[first] : undefined) ?? { kind: 'default' };
}

/** Why a setting cannot be changed here; `undefined` where it can. */
export function lockOf({ kind, variable, flag }: SettingSource): string | undefined {
  if (kind === 'environment')
    return `Set by the environment variable ${variable ?? ''}: change it there.`;
  if (kind === 'flag') return `Set by ${flag ?? 'an option'} on the command line: change it there.`;
  return undefined;
}

/** Where a value is from, in words. */
export function sourceWords({ kind, file, line }: SettingSource): string {
  if (kind === 'file') {
    const name = file?.split(/[\\/]/).at(-1) ?? 'the file';
    return line === undefined ? `From ${name}` : `From ${name}, line ${line}`;
  }
  if (kind === 'environment') return 'From the environment';
  return kind === 'flag' ? 'From the command line' : 'Default';
}

/** A value on one line. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : value.map(valueWords).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
