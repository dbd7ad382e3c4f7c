// A word with a colour.

import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.ts';

/** How something stands. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'accent';

/** A short word on a soft ground. */
export function Badge({
  tone = 'quiet',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return <span className={classNames(styles.badge, styles[tone])}>{children}</span>;
}
