// What stands where nothing is yet.

import type { ReactNode } from 'react';
import type { IconName } from '../icons/icons.ts';
import styles from './empty.module.css';
import { Icon } from './icon.tsx';

/** Says that there is nothing, why, and what to do. */
export function Empty({
  title,
  icon = 'info',
  actions,
  children,
}: {
  readonly title: ReactNode;
  readonly icon?: IconName;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      {children !== undefined && <div className={styles.words}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
