// What is to be seen of the packets.

import { useMemo, useState } from 'react';
import { Button, Field, Select, Switch, TextInput } from '../../kit/index.ts';
import { OUTCOMES, outcomeWord } from './outcome-words.ts';
import { type Filter, NO_FILTER, type Row } from './packet-log.ts';
import styles from './packets.module.css';

const STRENGTHS = [-100, -90, -80, -70, -60, -50, -40];

/** A row of fields; on a phone they open. */
export function Filters({
  filter,
  onFilter,
  rows,
}: {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly rows: readonly Row[];
}) {
  const [isOpen, setOpen] = useState(false);
  const receivers = useMemo(
    () => [...new Set(rows.map(({ receiver }) => receiver))].toSorted(),
    [rows],
  );
  const set = (change: Partial<Filter>) => onFilter({ ...filter, ...change });
  // One that is chosen stays in the list, though its packets are gone.
  const all = [...new Set([...receivers, ...(filter.receiver === '' ? [] : [filter.receiver])])];
  const active = Object.values({ ...filter, rssiAtLeast: filter.rssiAtLeast ?? '' }).filter(
    (value) => value !== '' && value !== false,
  ).length;
  return (
    <section className={styles.filters} aria-label="Filters">
      <div className={styles.filterHead}>
        <Field label="Address or name">
          <TextInput
            type="search"
            value={filter.who}
            spellCheck={false}
            placeholder="A4:C1:38"
            onChange={(who) => set({ who })}
          />
        </Field>
        <span className={styles.more}>
          <Button icon="filter" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Filters{active > 0 && ` (${active})`}
          </Button>
        </span>
      </div>
      <div className={styles.filterFields} data-open={isOpen ? '' : undefined}>
        <Field label="Heard by">
          <Select
            value={filter.receiver}
            onChange={(receiver) => set({ receiver })}
            options={[
              { value: '', label: 'Every radio' },
              ...all.map((one) => ({ value: one, label: one })),
            ]}
          />
        </Field>
        <Field label="As strong as">
          <Select
            value={filter.rssiAtLeast === undefined ? '' : String(filter.rssiAtLeast)}
            onChange={(text) => set({ rssiAtLeast: text === '' ? undefined : Number(text) })}
            options={[
              { value: '', label: 'Any strength' },
              ...STRENGTHS.map((dbm) => ({ value: String(dbm), label: `${dbm} dBm or more` })),
            ]}
          />
        </Field>
        <Field label="What became of it">
          <Select
            value={filter.outcome}
            onChange={(outcome) => set({ outcome })}
            options={[
              { value: '', label: 'Anything' },
              ...OUTCOMES.map((one) => ({ value: one, label: outcomeWord(one).text })),
            ]}
          />
        </Field>
        <Field label="Digits in its data">
          <TextInput
            type="search"
            isMono
            value={filter.hex}
            spellCheck={false}
            placeholder="95fe"
            onChange={(hex) => set({ hex })}
          />
        </Field>
      </div>
      <div className={styles.filterEnd} data-open={isOpen ? '' : undefined}>
        <Switch
          isOn={filter.isKnownOnly}
          label="Known devices only"
          onChange={(isKnownOnly) => set({ isKnownOnly })}
        />
        {active > 0 && (
          <Button kind="quiet" onClick={() => onFilter(NO_FILTER)}>
            No filter
          </Button>
        )}
      </div>
    </section>
  );
}
