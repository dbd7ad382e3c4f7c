// Asks for what a new entry of a collection is called.

import { useState } from 'react';
import { Button, Field, TextInput } from '../../kit/index.ts';
import { nameProblem } from './check-value.ts';
import type { Setting } from './schema.ts';
import styles from './settings.module.css';

/** Asks for the name of a new entry. */
export function AddEntry({
  setting,
  taken,
  onAdd,
}: {
  readonly setting: Setting;
  readonly taken: readonly string[];
  readonly onAdd: (name: string) => void;
}) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const found = nameProblem(setting.shape, name.trim(), taken);
    setProblem(found);
    if (found !== undefined) return;
    onAdd(name.trim());
    setName('');
  };
  const { example } = setting.shape;
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field label={`Add to ${setting.title.toLowerCase()}`} error={problem}>
        <TextInput
          value={name}
          onChange={setName}
          spellCheck={false}
          placeholder={typeof example === 'string' ? `such as ${example}` : ''}
        />
      </Field>
      <Button type="submit" icon="plus">
        Add
      </Button>
    </form>
  );
}
