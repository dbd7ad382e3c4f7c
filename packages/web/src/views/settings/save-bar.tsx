// The bar that comes up while something is changed: how much, save, discard.

import { useState } from 'react';
import { toast } from '../../app/index.ts';
import { Button, Notice } from '../../kit/index.ts';
import { problemOf } from './check-value.ts';
import { keyOf, NO_DRAFT } from './draft.ts';
import { entrySettings, type Setting, type Shape, sectionsOf } from './schema.ts';
import styles from './settings.module.css';
import type { useConfiguration } from './use-configuration.ts';

/** Shown at the lower edge. */
export function SaveBar({ held }: { readonly held: ReturnType<typeof useConfiguration> }) {
  const { draft, setDraft, setErrors, isSaving, save, loaded } = held;
  const [trouble, setTrouble] = useState<string>();
  if (draft.size === 0 || !loaded) return null;
  const wrong = [...draft.values()].filter(
    ({ path, value }) => settingProblem(loaded.schema, path, value) !== undefined,
  ).length;
  const onSave = async () => {
    setTrouble(undefined);
    const result = await save();
    if (result.kind === 'saved') {
      const waits = result.restartRequired.length;
      toast(
        waits === 0 ? 'Saved, and in force' : `Saved; ${waits} of it after a restart`,
        waits === 0 ? 'good' : 'warn',
      );
    } else if (result.kind === 'conflict') {
      setTrouble(
        'Somebody else changed the configuration meanwhile. The page shows what holds now, with your changes still on top: look at them, and save again.',
      );
    } else {
      setTrouble(result.detail);
    }
  };
  return (
    <section className={styles.saveBar} aria-label="Changes that are not saved">
      {trouble !== undefined && (
        <Notice tone="bad" title="Nothing was saved">
          {trouble}
        </Notice>
      )}
      <div className={styles.saveLine}>
        <span role="status">
          {draft.size === 1 ? '1 change' : `${draft.size} changes`}
          {wrong > 0 && `, ${wrong} not right yet`}
        </span>
        <span className={styles.saveButtons}>
          <Button
            disabled={isSaving}
            onClick={() => {
              setDraft(NO_DRAFT);
              setErrors(new Map());
              setTrouble(undefined);
            }}
          >
            Discard
          </Button>
          <Button kind="primary" busy={isSaving} disabled={wrong > 0} onClick={() => void onSave()}>
            Save
          </Button>
        </span>
      </div>
    </section>
  );
}

/** What is wrong with one change, by the setting that it is of. */
function settingProblem(
  schema: Shape,
  path: readonly string[],
  value: Parameters<typeof problemOf>[1],
) {
  const setting = settingAt(schema, path);
  return setting && problemOf(setting, value);
}

function settingAt(schema: Shape, path: readonly string[]): Setting | undefined {
  const key = keyOf(path);
  const [section, name] = path;
  const all = sectionsOf(schema).flatMap(({ groups }) =>
    groups.flatMap(({ settings }) => settings),
  );
  const own = all.find((one) => keyOf(one.path) === key);
  if (own || name === undefined) return own;
  const collection = all.find(({ path: [first], kind }) => first === section && kind === 'entries');
  return collection && entrySettings(collection, name).find((one) => keyOf(one.path) === key);
}
