// Says what waits for a restart, and restarts the hub.

import { useState } from 'react';
import { ApiProblem, api, toast, useSession } from '../../app/index.ts';
import { Button, Dialog, Notice } from '../../kit/index.ts';
import styles from './settings.module.css';

/** Nothing, where nothing waits. */
export function RestartNotice({ waiting }: { readonly waiting: readonly string[] }) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { may } = useSession();
  if (waiting.length === 0) return null;
  const restart = async () => {
    setBusy(true);
    try {
      await api.post('requests/restart', {});
      toast('The hub starts anew', 'good');
      setAsking(false);
    } catch (error) {
      toast(error instanceof ApiProblem ? error.detail : String(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Notice
        tone="warn"
        title="Some settings wait for a restart"
        actions={may('admin') && <Button onClick={() => setAsking(true)}>Restart now</Button>}
      >
        <ul className={styles.waiting}>
          {waiting.map((path) => (
            <li key={path}>
              <bdi>{path}</bdi>
            </li>
          ))}
        </ul>
      </Notice>
      <Dialog
        isOpen={isAsking}
        title="Restart the hub?"
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Not now</Button>
            <Button kind="primary" busy={isBusy} onClick={() => void restart()}>
              Restart
            </Button>
          </>
        }
      >
        <p>
          It hears nothing for a few seconds. A hub that was started by hand in a terminal, and not
          as a service, ends: start it again there.
        </p>
      </Dialog>
    </>
  );
}
