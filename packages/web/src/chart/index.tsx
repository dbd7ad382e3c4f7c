// The chart of a device, loaded when it is first shown.

import { lazy, Suspense } from 'react';
import { Skeleton } from '../kit/index.ts';
import styles from './chart.module.css';

const Chart = lazy(() => import('./history-chart.tsx'));

/** The history of a device: stretch, quantities, plots, numbers, CSV. It follows what is heard. */
export function HistoryChart({ deviceId }: { readonly deviceId: string }) {
  return (
    <div className={styles.room}>
      <Suspense fallback={<Skeleton shape="card" />}>
        <Chart key={deviceId} deviceId={deviceId} />
      </Suspense>
    </div>
  );
}
