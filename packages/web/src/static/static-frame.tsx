// The frame of pages that stand alone: no hub, no navigation but to each other.

import type { ReactNode } from 'react';
import { classNames, Toasts } from '../kit/index.ts';
import '../theme/tokens.css';
import '../theme/base.css';
import styles from './static-frame.module.css';

/** The pages that stand alone. */
const PAGES = [
  { id: 'importer', title: 'mi32cfg', href: './importer.html' },
  { id: 'qr', title: 'HomeKit QR', href: './qr.html' },
] as const;

/** A page with its head and its foot. */
export function StaticFrame({
  page,
  children,
}: {
  readonly page: (typeof PAGES)[number]['id'];
  readonly children: ReactNode;
}) {
  return (
    <>
      <header className={styles.head}>
        <span className={styles.mark}>
          <img src="./icons/bluebell.svg" width="28" height="28" alt="" />
          bluebell
        </span>
        <nav aria-label="Tools">
          {PAGES.map(({ id, title, href }) => (
            <a
              key={id}
              href={href}
              aria-current={id === page ? 'page' : undefined}
              className={classNames(styles.link, id === page && styles.here)}
            >
              {title}
            </a>
          ))}
        </nav>
      </header>
      <main data-view={page} data-ready>
        {children}
      </main>
      <footer className={styles.foot}>
        Nothing you type or open here leaves your browser: this page may not talk to any server.
      </footer>
      <Toasts />
    </>
  );
}
