// Keys: which sensors lack one, one is entered, and live packets say whether it is right.

import type { KeyList } from '@bluebell/hub/api';
import { useEffect, useMemo, useState } from 'react';
import { useQuery, useRoute } from '../../app/index.ts';
import { Button, Card, Empty, Notice, Page, Skeleton } from '../../kit/index.ts';
import { useDevices } from '../../live/index.ts';
import { useReady } from '../use-ready.ts';
import { HowToGetKeys } from './how-to.tsx';
import { type EntryMode, KeyEntry } from './key-entry.tsx';
import { KeyForm } from './key-form.tsx';
import styles from './keys.module.css';
import { idOf, keyRows } from './trouble.ts';
import { VerificationNotice } from './verification-notice.tsx';

/** What is open: at a sensor by its id, or at `new`. */
interface Open {
  readonly at: string;
  readonly mode: EntryMode;
}

/** The view `#/keys`; `#/keys?device=<id>` opens the form of one sensor. */
export default function KeysView() {
  const { query } = useRoute();
  const asked = query.get('device');
  const { data, problem, isLoading, reload } = useQuery<KeyList>('keys');
  useReady(data !== undefined || problem !== undefined);
  const devices = useDevices();
  const rows = useMemo(() => keyRows(data?.items ?? [], devices), [data, devices]);
  const [open, setOpen] = useState<Open>();
  useEffect(() => {
    if (asked !== null) setOpen({ at: idOf(asked), mode: 'form' });
  }, [asked]);

  const modeAt = (id: string): EntryMode => (open?.at === id ? open.mode : 'closed');
  const setMode = (at: string) => (mode: EntryMode) =>
    setOpen(mode === 'closed' ? undefined : { at, mode });
  const inNeed = rows.filter(({ stand }) => stand !== 'set');
  const settled = rows.filter(({ stand }) => stand === 'set');
  // A new address is in no list before its first packet.
  const isElsewhere =
    open !== undefined && open.at !== NEW && !rows.some(({ id }) => id === open.at);
  const entriesOf = (some: typeof rows) => (
    <ul className={styles.list}>
      {some.map((row) => (
        <KeyEntry
          key={row.id}
          row={row}
          mode={modeAt(row.id)}
          onMode={setMode(row.id)}
          onChanged={reload}
        />
      ))}
    </ul>
  );
  return (
    <Page
      title="Keys"
      lead="Many sensors encrypt what they send. A key, once entered, is tried on live packets and never shown again."
      actions={
        <Button icon="plus" onClick={() => setOpen({ at: NEW, mode: 'form' })}>
          Another sensor
        </Button>
      }
    >
      {problem && (
        <Notice
          tone="bad"
          actions={
            <Button isSmall onClick={reload}>
              Try again
            </Button>
          }
        >
          {problem.message}
        </Notice>
      )}
      {open?.at === NEW && (
        <Card title="Key of another sensor">
          <KeyForm
            onCancel={() => setOpen(undefined)}
            onSet={(address) => {
              setOpen({ at: idOf(address), mode: 'watching' });
              reload();
            }}
          />
        </Card>
      )}
      {isElsewhere && (
        <Card title={open.at}>
          {open.mode === 'form' ? (
            <KeyForm
              address={open.at}
              onCancel={() => setOpen(undefined)}
              onSet={() => {
                setOpen({ at: open.at, mode: 'watching' });
                reload();
              }}
            />
          ) : (
            <VerificationNotice address={open.at} sender={{ exposes: [] }} />
          )}
        </Card>
      )}
      <Card title="In need of a key">
        {isLoading && !data ? (
          <Skeleton />
        ) : inNeed.length === 0 ? (
          <Empty title="No sensor waits for a key" icon="unlock">
            Whatever the hub hears, it can read.
          </Empty>
        ) : (
          entriesOf(inNeed)
        )}
      </Card>
      {settled.length > 0 && <Card title="With a key">{entriesOf(settled)}</Card>}
      <HowToGetKeys />
    </Page>
  );
}

const NEW = 'new';
