// One entry in a form; what is wrong stands at its field.

import {
  type Mi32Field,
  type Mi32Row,
  type Mi32Values,
  PRODUCTS,
  pidText,
  productTitle,
} from '@bluebell/sensors/mi32cfg';
import { type FormEvent, useId, useState } from 'react';
import { Button, Dialog, Field, TextInput } from '../../kit/index.ts';
import { SecretInput } from '../keys/secret-input.tsx';
import { draftOf, type EntryDraft, judgeDraft, NO_DRAFT } from './entry-draft.ts';
import styles from './import.module.css';

/** Edits an entry, or makes one where `index` is absent. */
export function EntryDialog({
  rows,
  index,
  onSave,
  onClose,
}: {
  readonly rows: readonly Mi32Row[];
  readonly index: number | undefined;
  readonly onSave: (values: Mi32Values) => void;
  readonly onClose: () => void;
}) {
  const id = useId();
  const row = index === undefined ? undefined : rows[index];
  const [draft, setDraft] = useState<EntryDraft>(() => (row ? draftOf(row) : NO_DRAFT));
  const [touched, setTouched] = useState<ReadonlySet<Mi32Field>>(
    () => new Set<Mi32Field>(row ? ['MAC', 'PID', 'key', 'name', 'feat'] : []),
  );
  const { values, faults, notes } = judgeDraft(draft, rows, index);
  const change = (field: Mi32Field, part: Partial<EntryDraft>) => {
    setTouched(new Set([...touched, field]));
    setDraft({ ...draft, ...part });
  };
  const faultOf = (field: Mi32Field) => (touched.has(field) ? faults[field] : undefined);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTouched(new Set<Mi32Field>(['MAC', 'PID', 'key', 'name', 'feat']));
    if (values) onSave(values);
  };
  return (
    <Dialog
      isOpen
      title={index === undefined ? 'Add an entry' : `Edit slot ${index}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form={`${id}-form`}>
            {index === undefined ? 'Add' : 'Keep'}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} className={styles.form} onSubmit={save}>
        <Field label="MAC" hint={notes.MAC ?? 'Such as A4:C1:38:00:00:01.'} error={faultOf('MAC')}>
          <TextInput
            isMono
            value={draft.mac}
            onChange={(mac) => change('MAC', { mac })}
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
          />
        </Field>
        <Field label="Product id" hint={pidHint(draft.pid, notes.PID)} error={faultOf('PID')}>
          <TextInput
            isMono
            list={`${id}-products`}
            value={draft.pid}
            onChange={(pid) => change('PID', { pid })}
            autoCapitalize="off"
            spellCheck={false}
            maxLength={10}
          />
        </Field>
        <datalist id={`${id}-products`}>
          <option value="0000">{productTitle(0)}</option>
          {PRODUCTS.map((product) => (
            <option key={`${product.pid} ${product.id}`} value={pidText(product.pid)}>
              {`${product.title} (${product.id})`}
            </option>
          ))}
        </datalist>
        <Field
          label={draft.pid === '0000' ? 'Identity key (IRK)' : 'Bind key'}
          hint={notes.key ?? '32 hex digits; empty where there is none.'}
          error={faultOf('key')}
        >
          <SecretInput what="key" value={draft.key} onChange={(key) => change('key', { key })} />
        </Field>
        <Field label="Name" hint="Empty: the name of its type." error={faultOf('name')}>
          <TextInput
            dir="auto"
            value={draft.name}
            onChange={(name) => change('name', { name })}
            maxLength={500}
          />
        </Field>
        <Field
          label="Features"
          hint="What it reports, as Tasmota's bits. Mostly empty: Tasmota learns it."
          error={faultOf('feat')}
        >
          <TextInput
            isMono
            inputMode="numeric"
            value={draft.feat}
            onChange={(feat) => change('feat', { feat })}
            maxLength={20}
          />
        </Field>
      </form>
    </Dialog>
  );
}

function pidHint(text: string, note: string | undefined): string {
  const pid = text.trim().replace(/^0x/i, '');
  if (!/^[0-9a-f]{4}$/i.test(pid)) return 'Four hex digits. Type a part of the name to find it.';
  return note ?? productTitle(Number.parseInt(pid, 16));
}
