// The simulated home, one click away, and away again.

import type { DemoStateItem } from '@bluebell/hub/api';
import { useState } from 'react';
import { ApiProblem, api, Link, toast, useQuery, useSession } from '../../app/index.ts';
import { Button, Icon } from '../../kit/index.ts';
import styles from './welcome.module.css';

/** Nothing, where the hub has no such switch. @param onSwitched there may be another radio now. */
export function DemoCard({ onSwitched }: { readonly onSwitched: () => void }) {
  const { data, reload } = useQuery<DemoStateItem>('demo');
  const [isBusy, setBusy] = useState(false);
  const { may } = useSession();
  if (!data) return null;
  const { isOn, canSwitch, why } = data;
  const change = async () => {
    setBusy(true);
    try {
      await api.post<DemoStateItem>('demo', { isOn: !isOn });
      toast(isOn ? 'The simulated home is off, and forgotten' : 'The simulated home is on', 'good');
      reload();
      onSwitched();
    } catch (error) {
      toast(error instanceof ApiProblem ? error.detail : String(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <span className={styles.demoIcon}>
        <Icon name="demo" size={28} />
      </span>
      <div className={styles.demoWords}>
        <h2 id="demo-title">{isOn ? 'The simulated home is on' : 'Only want to look?'}</h2>
        <p>
          {isOn
            ? 'Its sensors live and send as real ones do. '
            : 'A simulated home with two dozen sensors shows all there is, without any hardware. '}
          {canSwitch
            ? 'Your configuration is not touched: switched off, all of it is forgotten.'
            : asSentence(why ?? '')}
        </p>
      </div>
      <div className={styles.demoActions}>
        {isOn && (
          <Link to="#/" className={styles.go}>
            See it
          </Link>
        )}
        {canSwitch && may('admin') && (
          <Button kind={isOn ? 'plain' : 'primary'} busy={isBusy} onClick={() => void change()}>
            {isOn ? 'Switch it off' : 'Try the simulated home'}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The hub's reasons are parts of sentences. */
function asSentence(reason: string): string {
  if (reason === '') return '';
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
