// A phone is enrolled: its identity key, what the key explains, and a name.

import type { PhoneChanged, PhoneMatch } from '@bluebell/hub/api';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/index.ts';
import { Badge, Button, Card, Field, Notice, TextInput } from '../../kit/index.ts';
import { SecretInput } from '../keys/secret-input.tsx';
import { reversedIrk, typedIrk } from './identity-key.ts';
import styles from './irk.module.css';
import { type Matched, matchKey } from './match-key.ts';
import { refusalWords } from './refusal-words.ts';

const askHub = (irk: string) => api.post<PhoneMatch>('phones/match', { irk });

/** The card. What was typed is forgotten once the phone is kept. */
export function EnrolCard({
  names,
  onKept,
}: {
  /** Names that are taken. */
  readonly names: readonly string[];
  readonly onKept: (changed: PhoneChanged) => void;
}) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<Matched>();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState<'match' | 'keep'>();
  const [problem, setProblem] = useState<string>();
  const key = typedIrk(text);
  // An answer may come when another key stands in the field already: it is not of that one.
  const isOfKey =
    key.kind === 'key' && (found?.irk === key.hex || found?.irk === reversedIrk(key.hex));
  const matched = isOfKey ? found : undefined;
  const bare = name.trim();
  const isTaken = names.includes(bare);

  const run = async (what: 'match' | 'keep', work: () => Promise<void>) => {
    setBusy(what);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(refusalWords(error));
    } finally {
      setBusy(undefined);
    }
  };
  const find = () =>
    key.kind === 'key' &&
    busy === undefined &&
    void run('match', async () => setFound(await matchKey(key.hex, askHub)));
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (!matched || bare === '' || isTaken) return;
    void run('keep', async () => {
      const path = `phones/${encodeURIComponent(bare)}`;
      const changed = await api.put<PhoneChanged>(path, { irk: matched.irk });
      setText('');
      setName('');
      setFound(undefined);
      onKept(changed);
    });
  };
  return (
    <Card title="Enrol a phone">
      <Field
        label="Identity key (IRK)"
        hint={keyHint(key)}
        error={key.kind === 'problem' ? key.text : undefined}
      >
        <SecretInput
          what="identity key"
          value={text}
          onEnter={find}
          onChange={(next) => {
            setText(next);
            setFound(undefined);
          }}
        />
      </Field>
      <div className={styles.buttons}>
        <Button
          kind={matched ? 'plain' : 'primary'}
          icon="search"
          busy={busy === 'match'}
          disabled={key.kind !== 'key'}
          onClick={find}
        >
          {matched ? 'Look again' : 'Look for this phone'}
        </Button>
      </div>
      <div aria-live="polite">{matched && <MatchNotice matched={matched} />}</div>
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      {matched && (
        <form className={styles.form} onSubmit={keep}>
          <Field
            label="Name"
            hint="Whose phone it is: home automation shows this name."
            error={isTaken ? 'A phone has this name already.' : undefined}
          >
            <TextInput
              dir="auto"
              value={name}
              onChange={setName}
              placeholder="Kim's phone"
              maxLength={64}
            />
          </Field>
          <div className={styles.buttons}>
            <Button
              kind="primary"
              type="submit"
              icon="phone"
              busy={busy === 'keep'}
              disabled={bare === '' || isTaken}
            >
              {matched.matches.length > 0 ? 'Track this phone' : 'Track it all the same'}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}

function keyHint(key: ReturnType<typeof typedIrk>): string {
  if (key.kind !== 'key') return '32 hex digits or base64, in either order of bytes.';
  return key.form === 'hex' ? 'Read as hex.' : 'Read as base64.';
}

/** Addresses that are shown: a phone has one or two at a time. */
const MOST_MATCHES = 8;

function MatchNotice({ matched }: { readonly matched: Matched }) {
  const { matches, heard, isReversed } = matched;
  const all = `${heard} private ${heard === 1 ? 'address' : 'addresses'}`;
  if (matches.length === 0) {
    return (
      <Notice tone="warn" title="This key explains no address that was heard">
        {heard === 0
          ? 'No private address was heard in the last minutes: is the phone near, with Bluetooth on?'
          : `The hub heard ${all} in the last minutes, and tried the key in both orders of bytes. Unlock the phone near the hub, open its Bluetooth settings, and look again.`}
      </Notice>
    );
  }
  return (
    <Notice
      tone="good"
      title={`Found: it explains ${matches.length} of ${all} of the last minutes`}
    >
      <ul className={styles.matches}>
        {matches.slice(0, MOST_MATCHES).map(({ address, rssiDbm }) => (
          <li key={address}>
            <code>{address}</code> <Badge>{`${rssiDbm} dBm`}</Badge>
          </li>
        ))}
      </ul>
      {isReversed
        ? 'Its bytes were the other way round: the hub keeps them turned.'
        : 'Its bytes are in the right order.'}
    </Notice>
  );
}
