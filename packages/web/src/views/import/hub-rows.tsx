// The devices that the hub found in a file, each to be taken or left.

import type { ImportRow } from '@bluebell/hub/api';
import { Badge } from '../../kit/index.ts';
import styles from './import.module.css';

/** Rows that are drawn; the rest is counted, and taken with the others. */
const MOST_ROWS = 300;

/** The list, with a box for each device of which something can be taken. */
export function HubRows({
  rows,
  left,
  onLeft,
}: {
  readonly rows: readonly ImportRow[];
  /** Devices that are not to be taken. */
  readonly left: ReadonlySet<string>;
  readonly onLeft: (left: ReadonlySet<string>) => void;
}) {
  const toggle = (device: string) => {
    const next = new Set(left);
    if (!next.delete(device)) next.add(device);
    onLeft(next);
  };
  return (
    <ul className={styles.hubRows}>
      {rows.slice(0, MOST_ROWS).map((row) => (
        <li key={row.device}>
          <label className={styles.hubRow}>
            <input
              type="checkbox"
              disabled={row.taken.length === 0}
              checked={row.taken.length > 0 && !left.has(row.device)}
              onChange={() => toggle(row.device)}
            />
            <span className={styles.hubWords}>
              <bdi className={styles.name}>{row.name || row.device}</bdi>
              <span className={styles.details}>
                {row.name !== '' && row.name !== row.device && <code>{row.device}</code>}{' '}
                {row.taken.length > 0 ? `takes ${row.taken.join(', ')}` : 'nothing to take'}
              </span>
              {row.left.map((why) => (
                <span key={why} className={styles.details}>
                  {`Left: ${why}`}
                </span>
              ))}
            </span>
            <span className={styles.badges}>
              {row.kind === 'phone' && <Badge>phone</Badge>}
              {row.hasKey && <Badge tone="good">key</Badge>}
              {row.isKnown && <Badge tone="accent">known</Badge>}
            </span>
          </label>
        </li>
      ))}
      {rows.length > MOST_ROWS && <li>{`and ${rows.length - MOST_ROWS} more`}</li>}
    </ul>
  );
}
