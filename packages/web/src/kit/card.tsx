// A raised area that holds things that belong together.

import { type ReactNode, useId } from 'react';
import styles from './card.module.css';

/** A card; with a title it is a section that a screen reader finds. */
export function Card({
  title,
  actions,
  children,
}: {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={title === undefined ? undefined : id}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles.head}>
          {title === undefined ? <span /> : <h2 id={id}>{title}</h2>}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
