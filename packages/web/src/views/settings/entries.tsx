// Things that the user names, each with settings of its own: devices, phones.

import { type ComponentType, useState } from 'react';
import { Badge, classNames, Empty, IconButton } from '../../kit/index.ts';
import { AddEntry } from './add-entry.tsx';
import { draftedValue, entryNames, keyOf, valueAt, withChange, withoutChange } from './draft.ts';
import { useForm } from './form.ts';
import { entrySettings, type Setting } from './schema.ts';
import styles from './settings.module.css';

/** What shows one setting of an entry. */
type RowOf = ComponentType<{ readonly setting: Setting }>;

/** A list of entries that open; one can be added and each can be taken out. */
export function Entries({ setting, Row }: { readonly setting: Setting; readonly Row: RowOf }) {
  const form = useForm();
  const { values, draft, isReadOnly } = form;
  const [added, setAdded] = useState<readonly string[]>([]);
  const names = [...new Set([...entryNames(values, draft, setting.path), ...added])];
  return (
    <div className={styles.entries} data-setting={setting.path.join('.')}>
      {names.length === 0 && <Empty title="None yet" icon="list" />}
      {names.map((name) => (
        <Entry
          key={name}
          setting={setting}
          Row={Row}
          name={name}
          isNew={added.includes(name)}
          onRemove={() => {
            setAdded(added.filter((one) => one !== name));
            const path = [...setting.path, name];
            const isThere = valueAt(values, path) !== undefined;
            form.setDraft(
              isThere
                ? withChange(values, draft, { path, value: null })
                : withoutChange(draft, path),
            );
          }}
        />
      ))}
      {!isReadOnly && (
        <AddEntry setting={setting} taken={names} onAdd={(name) => setAdded([...added, name])} />
      )}
    </div>
  );
}

function Entry({
  setting,
  Row,
  name,
  isNew,
  onRemove,
}: {
  readonly setting: Setting;
  readonly Row: RowOf;
  readonly name: string;
  readonly isNew: boolean;
  readonly onRemove: () => void;
}) {
  const form = useForm();
  const [isOpen, setOpen] = useState(isNew);
  const path = [...setting.path, name];
  const isChanged = [...form.draft.values()].some((change) =>
    path.every((part, at) => change.path[at] === part),
  );
  const hasError = [...form.errors.keys()].some((key) => key.startsWith(keyOf(path).slice(0, -1)));
  const called = draftedValue(form.values, form.draft, [...path, 'name']);
  return (
    <section className={classNames(styles.entry, isChanged && styles.changed)}>
      <header className={styles.entryHead}>
        <button
          type="button"
          className={styles.entryOpen}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <bdi className={styles.entryName}>{typeof called === 'string' ? called : name}</bdi>
          {typeof called === 'string' && <bdi className={styles.entryAddress}>{name}</bdi>}
          {hasError && <Badge tone="bad">Look here</Badge>}
          {isChanged && !hasError && <Badge tone="accent">Changed</Badge>}
        </button>
        {!form.isReadOnly && (
          <IconButton icon="trash" label={`Remove ${name}`} onClick={onRemove} />
        )}
      </header>
      {isOpen && (
        <div className={styles.rows}>
          {entrySettings(setting, name).map((one) => (
            <Row key={keyOf(one.path)} setting={one} />
          ))}
        </div>
      )}
    </section>
  );
}
