// What a device says now and said before.

import { HistoryChart } from '../../chart/index.tsx';
import { Card } from '../../kit/index.ts';
import styles from './device.module.css';
import { Events } from './events.tsx';
import { Reception } from './reception.tsx';
import { Values } from './values.tsx';

/** Values, history, events, reception. */
export function Overview({ id }: { readonly id: string }) {
  return (
    <>
      <Values id={id} />
      <Card title="History">
        <HistoryChart deviceId={id} />
      </Card>
      <div className={styles.pair}>
        <Events id={id} />
        <Reception id={id} />
      </div>
    </>
  );
}
