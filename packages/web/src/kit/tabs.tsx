// Tabs: one of a few areas is seen.

import type { KeyboardEvent } from 'react';
import styles from './tabs.module.css';
import { useInSight } from './use-in-sight.ts';

/** A row of tabs; arrow keys move between them. The caller shows what belongs to `selected`. */
export function Tabs<Id extends string>({
  tabs,
  selected,
  onSelect,
  label,
}: {
  readonly tabs: readonly { readonly id: Id; readonly label: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** What a screen reader calls the row. */
  readonly label?: string;
}) {
  const row = useInSight<HTMLDivElement>(selected);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === selected);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.id);
    event.currentTarget.querySelectorAll('button').item(tabs.indexOf(next)).focus();
  };
  return (
    <div ref={row} className={styles.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={tab.id === selected}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
