// Backups: make, fetch and delete archives of what the hub knows.

import type { BackupDeleted, BackupItem, BackupList, BackupMade } from '@bluebell/hub/api';
import { useState } from 'react';
import { ApiProblem, api, toast, useQuery, useSession } from '../../app/index.ts';
import {
  Button,
  Card,
  Dialog,
  Empty,
  IconButton,
  Notice,
  Page,
  Skeleton,
  Switch,
} from '../../kit/index.ts';
import { useReady } from '../use-ready.ts';
import styles from './backups.module.css';
import { bytesText, dateText } from './size-text.ts';

/** The page. */
export default function Backups() {
  const { may, session } = useSession();
  const isAllowed = may('admin');
  const { data, problem, reload } = useQuery<BackupList>(isAllowed ? 'backups' : undefined);
  useReady(data !== undefined || (session !== undefined && !isAllowed));
  return (
    <Page
      title="Backups"
      lead="An archive of configuration and state: what it takes to begin again on another machine."
    >
      {session && !isAllowed && (
        <Notice title="Not for everybody">
          Backups are made and fetched by somebody who signed in as administrator.
        </Notice>
      )}
      {isAllowed && <MakeCard onMade={reload} />}
      {problem && (
        <Notice tone="bad" title="The backups could not be listed">
          {problem.detail}
        </Notice>
      )}
      {isAllowed && (
        <Card title="Made so far">
          {!data && !problem && <Skeleton lines={3} />}
          {data?.items.length === 0 && (
            <Empty title="None yet" icon="backup">
              Make one before you change much.
            </Empty>
          )}
          {data && data.items.length > 0 && (
            <ul className={styles.list}>
              {data.items.map((item) => (
                <BackupRow key={item.file} item={item} onDeleted={reload} />
              ))}
            </ul>
          )}
        </Card>
      )}
      {isAllowed && (
        <Card title="To restore one">
          <p className={styles.quiet}>
            A running hub does not restore over itself. Stop it, and on its machine:
          </p>
          <pre className={styles.command}>bluebell restore FILE</pre>
        </Card>
      )}
    </Page>
  );
}

function MakeCard({ onMade }: { readonly onMade: () => void }) {
  const [keys, setKeys] = useState(false);
  const [history, setHistory] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<BackupMade>();
  const make = async () => {
    setBusy(true);
    try {
      setMade(await api.post<BackupMade>('backups', { keys, history }));
      toast('The backup is made', 'good');
      onMade();
    } catch (error) {
      toast(error instanceof ApiProblem ? error.detail : String(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title="Make a backup">
      <Switch
        isOn={keys}
        onChange={setKeys}
        label="With keys and passwords"
        hint={
          keys
            ? 'Complete: but whoever has the archive can read your sensors and your broker. Keep it safe.'
            : 'Left out: the archive may be passed on, and after restoring it, keys are to be entered again.'
        }
      />
      <Switch
        isOn={history}
        onChange={setHistory}
        label="With the history"
        hint="All that was measured, for charts. It may be large."
      />
      <div>
        <Button kind="primary" icon="backup" busy={isBusy} onClick={() => void make()}>
          Make it
        </Button>
      </div>
      {made && made.removed.length > 0 && (
        <Notice title={`${made.removed.length} keys and passwords were left out`}>
          <ul className={styles.removed}>
            {made.removed.slice(0, 30).map((place) => (
              <li key={place}>
                <bdi>{place}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Card>
  );
}

function BackupRow({
  item,
  onDeleted,
}: {
  readonly item: BackupItem;
  readonly onDeleted: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const path = `backups/${encodeURIComponent(item.file)}`;
  const remove = async () => {
    setBusy(true);
    try {
      await api.delete<BackupDeleted>(path);
      toast('Deleted');
      setAsking(false);
      onDeleted();
    } catch (error) {
      toast(error instanceof ApiProblem ? error.detail : String(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <div className={styles.words}>
        <p>{dateText(item.time)}</p>
        <p className={styles.quiet}>
          <bdi>{item.file}</bdi>, {bytesText(item.bytes)}
        </p>
      </div>
      <a className={styles.download} href={api.url(path)} download={item.file}>
        Download<span className="visually-hidden"> {item.file}</span>
      </a>
      <IconButton icon="trash" label={`Delete ${item.file}`} onClick={() => setAsking(true)} />
      <Dialog
        isOpen={isAsking}
        title="Delete this backup?"
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button kind="danger" busy={isBusy} onClick={() => void remove()}>
              Delete
            </Button>
          </>
        }
      >
        <p>
          <bdi>{item.file}</bdi> of {dateText(item.time)} is gone then, for good.
        </p>
      </Dialog>
    </li>
  );
}
