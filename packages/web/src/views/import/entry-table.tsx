// The entries of a list: a table on wide screens, cards on narrow ones.

import {
  jsonText,
  type Mi32Remark,
  type Mi32Row,
  type Mi32Weight,
  memberOf,
  pidText,
  productsOf,
  productTitle,
  type Span,
  type TextPlace,
} from '@bluebell/sensors/mi32cfg';
import { useState } from 'react';
import { Badge, Button, Empty, IconButton, type Tone } from '../../kit/index.ts';
import styles from './import.module.css';
import { MaskedKey } from './masked-key.tsx';

/** Rows that are drawn at first, and with each press of the button. */
const ROWS_A_STEP = 100;

/** What can be done with entries. */
export interface EntryActions {
  /** Whether entries can be changed: not while the JSON is broken. */
  readonly canEdit: boolean;
  readonly onEdit: (index: number) => void;
  readonly onRemove: (index: number) => void;
  /** Shows a place in the JSON. */
  readonly onGoTo: (span: Span) => void;
  readonly placeOf: (remark: Mi32Remark) => TextPlace;
}

/** All entries, in the order of their slots. */
export function EntryTable({
  rows,
  ...actions
}: EntryActions & { readonly rows: readonly Mi32Row[] }) {
  const [shown, setShown] = useState(ROWS_A_STEP);
  if (rows.length === 0) {
    return (
      <Empty title="No entries" icon="list">
        Add one, or open a file that has some.
      </Empty>
    );
  }
  const left = rows.length - shown;
  return (
    <>
      <table className={styles.table}>
        <caption className="visually-hidden">Entries of the list</caption>
        <thead>
          <tr>
            <th scope="col">Slot</th>
            <th scope="col">Product</th>
            <th scope="col">MAC</th>
            <th scope="col">Key</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <EntryRow key={row.index} row={row} {...actions} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <div className={styles.more}>
          <Button
            onClick={() => setShown(shown + ROWS_A_STEP)}
          >{`Show more (${left} left)`}</Button>
        </div>
      )}
    </>
  );
}

function EntryRow({
  row,
  canEdit,
  onEdit,
  onRemove,
  onGoTo,
  placeOf,
}: EntryActions & { readonly row: Mi32Row }) {
  const { index, node, key } = row;
  const isEntry = node.kind === 'object';
  return (
    <tr>
      <td className={styles.slot}>{index}</td>
      <td className={styles.product}>
        <div className={styles.what}>
          {isEntry ? (
            <Product row={row} />
          ) : (
            <code className={styles.raw}>{cut(rawText(node))}</code>
          )}
        </div>
        <Remarks row={row} onGoTo={onGoTo} placeOf={placeOf} />
      </td>
      <td className={styles.mono}>{isEntry && <code>{textOf(row, 'MAC')}</code>}</td>
      <td className={styles.keyCell}>
        {isEntry &&
          (key === undefined ? (
            <span className={styles.quiet}>none</span>
          ) : (
            <MaskedKey text={key} of={`slot ${index}`} />
          ))}
      </td>
      <td>
        <div className={styles.rowButtons}>
          {isEntry && (
            <IconButton
              icon="edit"
              label={`Edit slot ${index}`}
              disabled={!canEdit}
              onClick={() => onEdit(index)}
            />
          )}
          <IconButton
            icon="trash"
            label={`Remove slot ${index}`}
            disabled={!canEdit}
            onClick={() => onRemove(index)}
          />
        </div>
      </td>
    </tr>
  );
}

function Product({ row: { pid, name, extra, feat } }: { readonly row: Mi32Row }) {
  const known = pid === undefined ? [] : productsOf(pid);
  const details = [
    ...new Set(known.map(({ id }) => id)),
    ...(pid === undefined ? [] : [pidText(pid)]),
    ...(feat === undefined ? [] : [`features ${feat}`]),
    ...(extra.length === 0 ? [] : [`${extra.length} unknown field${extra.length > 1 ? 's' : ''}`]),
  ];
  return (
    <>
      <p className={styles.title}>
        {name !== undefined && (
          <>
            <bdi className={styles.name}>{cut(name)}</bdi>
            <br />
          </>
        )}
        <span className={name === undefined ? undefined : styles.quiet}>
          {pid === undefined ? 'No product' : productTitle(pid)}
        </span>
      </p>
      <p className={styles.details}>{details.join(' · ')}</p>
    </>
  );
}

const TONES: Readonly<Record<Mi32Weight, Tone>> = {
  skipped: 'bad',
  unused: 'bad',
  twice: 'warn',
  note: 'quiet',
};

const WORDS: Readonly<Record<Mi32Weight, string>> = {
  skipped: 'Not used',
  unused: 'Part not used',
  twice: 'Twice',
  note: 'Note',
};

/** Remarks of one entry that are drawn: an entry may have a million members. */
const MOST_REMARKS = 12;

function Remarks({
  row,
  onGoTo,
  placeOf,
}: Pick<EntryActions, 'onGoTo' | 'placeOf'> & { readonly row: Mi32Row }) {
  if (row.remarks.length === 0) return null;
  const left = row.remarks.length - MOST_REMARKS;
  return (
    <ul className={styles.remarks}>
      {row.remarks.slice(0, MOST_REMARKS).map((remark) => {
        const { line, column } = placeOf(remark);
        return (
          <li key={`${remark.span.start} ${remark.text}`}>
            <Badge tone={TONES[remark.weight]}>{WORDS[remark.weight]}</Badge>{' '}
            <span>{remark.text}</span>{' '}
            <button type="button" className={styles.place} onClick={() => onGoTo(remark.span)}>
              {`line ${line}, column ${column}`}
            </button>
          </li>
        );
      })}
      {left > 0 && <li>{`and ${left} more`}</li>}
    </ul>
  );
}

/** What is no entry, as it stands in the file. */
function rawText(node: Mi32Row['node']): string {
  return node.kind === 'text' ? node.value : jsonText(node);
}

function textOf({ node }: Mi32Row, field: string): string {
  const value = node.kind === 'object' ? memberOf(node, field)?.value : undefined;
  if (value === undefined) return '—';
  return cut(value.kind === 'text' ? value.value : jsonText(value));
}

/** Names and nonsense may be as long as a file. Half of a character is never shown. */
function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Of a name or a part that is no entry. */
const MOST_CHARACTERS = 120;
