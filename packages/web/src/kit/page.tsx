// The frame of a view: its title, what can be done there, and the rest.

import { type ReactNode, useEffect } from 'react';
import { classNames } from './class-names.ts';
import styles from './page.module.css';

/** A view's frame. The title is also the window's. */
export function Page({
  title,
  lead,
  actions,
  isWide = false,
  children,
}: {
  readonly title: string;
  /** One or two sentences under the title. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** As wide as the window, not as wide as is good to read. */
  readonly isWide?: boolean;
  readonly children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · bluebell`;
  }, [title]);
  return (
    <div className={classNames(styles.page, isWide && styles.wide)}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
