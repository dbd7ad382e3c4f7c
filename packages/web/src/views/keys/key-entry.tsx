// One sensor of the list: how it stands with its key, and what can be done.

import { useState } from 'react';
import { api, Link, toast } from '../../app/index.ts';
import { Badge, Button, Dialog, type Tone } from '../../kit/index.ts';
import { KeyForm } from './key-form.tsx';
import styles from './keys.module.css';
import type { KeyRow, KeyStand } from './trouble.ts';
import { VerificationNotice } from './verification-notice.tsx';

const STANDS: Readonly<Record<KeyStand, { readonly tone: Tone; readonly word: string }>> = {
  missing: { tone: 'warn', word: 'needs a key' },
  wrong: { tone: 'bad', word: 'wrong key' },
  unfit: { tone: 'bad', word: 'key cannot work' },
  untried: { tone: 'accent', word: 'not tried yet' },
  set: { tone: 'good', word: 'has a key' },
};

/** What is open at a sensor. */
export type EntryMode = 'closed' | 'form' | 'watching';

/** A row with its form. */
export function KeyEntry({
  row,
  mode,
  onMode,
  onChanged,
}: {
  readonly row: KeyRow;
  readonly mode: EntryMode;
  readonly onMode: (mode: EntryMode) => void;
  /** The keys are other ones now. */
  readonly onChanged: () => void;
}) {
  const { address, name, stand } = row;
  return (
    <li className={styles.entry} data-key-of={row.id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Link to={`#/devices/${row.id}`} className={styles.name}>
            <bdi>{name}</bdi>
          </Link>
          <p className={styles.details}>
            {row.product !== undefined && <span>{`${row.product} · `}</span>}
            <code>{address}</code>
          </p>
          {row.problem !== undefined && (
            <p className={styles.problem}>{`The key ${row.problem}.`}</p>
          )}
        </div>
        <Badge tone={STANDS[stand].tone}>{STANDS[stand].word}</Badge>
        <div className={styles.buttons}>
          {mode === 'closed' && (
            <Button
              isSmall
              kind={row.hasKey ? 'plain' : 'primary'}
              aria-label={`${row.hasKey ? 'Change the key of' : 'Enter key of'} ${name}`}
              onClick={() => onMode('form')}
            >
              {row.hasKey ? 'Change' : 'Enter key'}
            </Button>
          )}
          {row.hasKey && mode === 'closed' && <Remove row={row} onRemoved={onChanged} />}
          {mode === 'watching' && (
            <Button isSmall onClick={() => onMode('closed')}>
              Done
            </Button>
          )}
        </div>
      </div>
      {mode === 'form' && (
        <KeyForm
          address={address}
          onCancel={() => onMode('closed')}
          onSet={() => {
            onMode('watching');
            onChanged();
          }}
        />
      )}
      {mode === 'watching' && <VerificationNotice address={address} sender={row} />}
    </li>
  );
}

function Remove({ row, onRemoved }: { readonly row: KeyRow; readonly onRemoved: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await api.delete(`keys/${encodeURIComponent(row.address)}`);
      setAsked(false);
      onRemoved();
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button isSmall aria-label={`Remove the key of ${row.name}`} onClick={() => setAsked(true)}>
        Remove
      </Button>
      <Dialog
        isOpen={isAsked}
        title="Remove this key?"
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button onClick={() => setAsked(false)}>Cancel</Button>
            <Button kind="danger" busy={isBusy} onClick={() => void remove()}>
              Remove the key
            </Button>
          </>
        }
      >
        <p>
          The hub cannot read encrypted packets of <bdi>{row.name}</bdi> then, and nobody can get
          the key back from it.
        </p>
      </Dialog>
    </>
  );
}
