// Something that people should read before they go on.

import type { ReactNode } from 'react';
import type { IconName } from '../icons/icons.ts';
import type { Tone } from './badge.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';

const ICON: Record<Tone, IconName> = {
  good: 'check',
  warn: 'warning',
  bad: 'warning',
  quiet: 'info',
  accent: 'info',
};

/** A notice. One of tone `bad` is read out at once. */
export function Notice({
  tone = 'quiet',
  title,
  actions,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div
      className={classNames(styles.notice, styles[tone])}
      role={tone === 'bad' ? 'alert' : undefined}
    >
      <Icon name={ICON[tone]} className={styles.icon} />
      <div className={styles.words}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        {children !== undefined && <div className={styles.body}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
