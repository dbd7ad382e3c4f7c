// One key is entered, and tried on the next packets.

import type { KeyState } from '@bluebell/hub/api';
import { addressIn } from '@bluebell/sensors/mi32cfg';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '../../app/index.ts';
import { Button, Field, Notice, TextInput } from '../../kit/index.ts';
import styles from './keys.module.css';
import { SecretInput } from './secret-input.tsx';
import { typedKey } from './typed-key.ts';

/** The form. Without an `address` it asks for one. What was typed is forgotten once it is sent. */
export function KeyForm({
  address,
  onSet,
  onCancel,
}: {
  readonly address?: string;
  readonly onSet: (address: string) => void;
  readonly onCancel: () => void;
}) {
  const [typedAddress, setTypedAddress] = useState('');
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  // Who asked for the form wants to fill it in.
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const key = typedKey(text);
  const target = address ?? typedAddress.trim();
  const isAddress = addressIn(target) !== undefined;
  const addressFault =
    address === undefined && typedAddress.length >= 12 && !isAddress
      ? 'An address looks like A4:C1:38:00:00:01.'
      : undefined;
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isBusy || key.kind !== 'key' || !isAddress) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const state = await api.put<KeyState>(`keys/${encodeURIComponent(target)}`, { key: key.hex });
      setText('');
      onSet(state.address);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
      {address === undefined && (
        <Field
          label="Address"
          hint="As it stands on the sensor or in its app."
          error={addressFault}
        >
          <TextInput
            isMono
            value={typedAddress}
            onChange={setTypedAddress}
            placeholder="A4:C1:38:00:00:01"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={32}
          />
        </Field>
      )}
      <Field
        label="Bind key"
        hint={
          key.kind === 'key' && key.isLegacy
            ? 'A short key: only remotes and dimmers of the first generation have such.'
            : 'Paste 32 hex digits; blanks and colons do no harm. Old remotes and dimmers have 24.'
        }
        error={key.kind === 'problem' ? key.text : undefined}
      >
        <SecretInput what="key" value={text} onChange={setText} onEnter={() => void submit()} />
      </Field>
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      <div className={styles.buttons}>
        <Button
          kind="primary"
          type="submit"
          icon="key"
          busy={isBusy}
          disabled={key.kind !== 'key' || !isAddress}
        >
          Set and try the key
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
