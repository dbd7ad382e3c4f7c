// Things that the user names, each with one value: areas of receivers, levels of the log.

import { useState } from 'react';
import { Button, Field, IconButton, Select, TextInput } from '../../kit/index.ts';
import { AddEntry } from './add-entry.tsx';
import { draftedValue, entryNames, keyOf, valueAt, withChange, withoutChange } from './draft.ts';
import { useForm } from './form.ts';
import type { Setting, Shape } from './schema.ts';
import styles from './settings.module.css';

/** Lines of a name and its value. */
export function Pairs({ setting }: { readonly setting: Setting }) {
  const form = useForm();
  const { values, draft, isReadOnly, errors } = form;
  const [added, setAdded] = useState<readonly string[]>([]);
  const names = [...new Set([...entryNames(values, draft, setting.path), ...added])];
  const { additionalProperties } = setting.shape;
  const shape: Shape = typeof additionalProperties === 'object' ? additionalProperties : {};
  return (
    <div className={styles.entries} data-setting={setting.path.join('.')}>
      {setting.path.length > 1 && (
        <>
          <p className={styles.label}>{setting.title}</p>
          <p className={styles.hint}>{setting.description}</p>
        </>
      )}
      {names.map((name) => {
        const path = [...setting.path, name];
        const value = draftedValue(values, draft, path);
        const isChanged = draft.has(keyOf(path));
        const set = (text: string) => {
          // Emptied to be written anew, the line stays.
          if (text === '' && !added.includes(name)) setAdded([...added, name]);
          form.setDraft(withChange(values, draft, { path, value: text === '' ? null : text }));
        };
        return (
          <div key={name} className={styles.pair}>
            <Field label={<bdi>{name}</bdi>} error={errors.get(keyOf(path))}>
              <PairValue shape={shape} value={value} isLocked={isReadOnly} onChange={set} />
            </Field>
            {isChanged && (
              <Button
                kind="quiet"
                isSmall
                onClick={() => form.setDraft(withoutChange(draft, path))}
              >
                Undo<span className="visually-hidden"> {name}</span>
              </Button>
            )}
            {!isReadOnly && (
              <IconButton
                icon="trash"
                label={`Remove ${name}`}
                onClick={() => {
                  setAdded(added.filter((one) => one !== name));
                  const isThere = valueAt(values, path) !== undefined;
                  form.setDraft(
                    isThere
                      ? withChange(values, draft, { path, value: null })
                      : withoutChange(draft, path),
                  );
                }}
              />
            )}
          </div>
        );
      })}
      {!isReadOnly && (
        <AddEntry setting={setting} taken={names} onAdd={(name) => setAdded([...added, name])} />
      )}
    </div>
  );
}

function PairValue({
  shape,
  value,
  isLocked,
  onChange,
}: {
  readonly shape: Shape;
  readonly value: unknown;
  readonly isLocked: boolean;
  readonly onChange: (text: string) => void;
}) {
  const text = typeof value === 'string' ? value : '';
  if (!shape.enum) return <TextInput value={text} disabled={isLocked} onChange={onChange} />;
  const options = ['', ...shape.enum.map(String)].map((one) => ({
    value: one,
    label: one === '' ? 'Choose' : one,
  }));
  return <Select value={text} options={options} disabled={isLocked} onChange={onChange} />;
}
