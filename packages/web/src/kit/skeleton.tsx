// A grey shape that stands where words will be.

import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

/** Lines of the height of text, or one block. */
export function Skeleton({
  lines = 1,
  shape = 'text',
}: {
  readonly lines?: number;
  readonly shape?: 'text' | 'title' | 'block' | 'card';
}) {
  return (
    <span className={styles.group} aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike.
        <span key={line} className={classNames(styles.skeleton, styles[shape])} />
      ))}
    </span>
  );
}
