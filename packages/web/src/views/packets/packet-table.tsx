// The table of packets: only rows in sight are in the page, whatever its length.

// biome-ignore-all lint/a11y/useSemanticElements: a table of the browser lays out all of its rows.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and says which row is meant.

import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Badge, classNames, Empty } from '../../kit/index.ts';
import { useDevice } from '../../live/index.ts';
import { outcomeWord } from './outcome-words.ts';
import { type Row, rowsInSight } from './packet-log.ts';
import styles from './packets.module.css';

const ROW_HEIGHT = 44;
/** Two lines, where the window is narrow. */
const TALL_ROW_HEIGHT = 68;
const NARROW = 720;

const COLUMNS = ['Time', 'Address', 'Name', 'Heard by', 'RSSI', 'Result', 'Data'];

/** The newest at the top. Who reads further down stays where they are. */
export function PacketTable({
  rows,
  selected,
  onSelect,
}: {
  readonly rows: readonly Row[];
  readonly selected: number | undefined;
  readonly onSelect: (row: Row) => void;
}) {
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [{ height, width }, setSize] = useState({ height: 480, width: 1_000 });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setSize({ height: element.clientHeight, width: element.clientWidth }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const rowHeight = width < NARROW ? TALL_ROW_HEIGHT : ROW_HEIGHT;
  useKeptPlace(area, rows, rowHeight);

  const { from, to } = rowsInSight({ top, height, rowHeight, count: rows.length });
  const at = rows.findIndex(({ number }) => number === selected);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: Math.floor(height / rowHeight),
      PageUp: -Math.floor(height / rowHeight),
      Home: -rows.length,
      End: rows.length,
    };
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (step === undefined || rows.length === 0) return;
    event.preventDefault();
    const next = Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step));
    const row = rows[next];
    if (row) onSelect(row);
    scrollTo(area.current, next, rowHeight);
  };

  return (
    <div className={styles.table} data-narrow={width < NARROW ? '' : undefined}>
      <div
        ref={area}
        role="grid"
        tabIndex={0}
        aria-label="Packets, the newest first"
        aria-rowcount={rows.length + 1}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={at >= from && at < to ? `${id}-${selected}` : undefined}
        className={styles.area}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={styles.headGroup}>
          <div role="row" aria-rowindex={1} className={classNames(styles.row, styles.headRow)}>
            {COLUMNS.map((title) => (
              <span key={title} role="columnheader">
                {title}
              </span>
            ))}
          </div>
        </div>
        <Spacer height={from * rowHeight} />
        <div role="rowgroup">
          {rows.slice(from, to).map((row, offset) => (
            <PacketRow
              key={row.number}
              id={`${id}-${row.number}`}
              row={row}
              index={from + offset + 2}
              isSelected={row.number === selected}
              onSelect={onSelect}
            />
          ))}
        </div>
        <Spacer height={(rows.length - to) * rowHeight} />
      </div>
      {rows.length === 0 && (
        <div className={styles.none}>
          <Empty title="Nothing to see yet" icon="packets">
            Packets come here as they are heard. A filter may hold them back.
          </Empty>
        </div>
      )}
    </div>
  );
}

/** Room of rows that are out of sight. Its height is set by script: the policy allows no style attributes. */
function Spacer({ height }: { readonly height: number }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    element.current?.style.setProperty('height', `${height}px`);
  }, [height]);
  return <div ref={element} role="presentation" />;
}

function PacketRow({
  id,
  row,
  index,
  isSelected,
  onSelect,
}: {
  readonly id: string;
  readonly row: Row;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: (row: Row) => void;
}) {
  const device = useDevice(row.id ?? '');
  const { text, tone } = outcomeWord(row.outcome);
  const name = device?.name ?? row.name ?? device?.localName ?? device?.product;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the grid select.
    <div
      id={id}
      role="row"
      aria-rowindex={index}
      aria-selected={isSelected}
      className={classNames(styles.row, isSelected && styles.selected)}
      onClick={() => onSelect(row)}
    >
      <span role="gridcell" className={styles.time}>
        {timeOfDay(row.time)}
      </span>
      <span role="gridcell" className={styles.mono}>
        {row.address}
      </span>
      <span role="gridcell" className={styles.name}>
        {name === undefined || name === '' ? (
          <span className={styles.nameless}>No name</span>
        ) : (
          <bdi>{name}</bdi>
        )}
      </span>
      <span role="gridcell" className={styles.receiver}>
        <bdi>{row.receiver}</bdi>
      </span>
      <span role="gridcell" className={styles.rssi}>
        {row.rssiDbm ?? '–'}
      </span>
      <span role="gridcell" className={styles.outcome}>
        <Badge tone={tone}>{text}</Badge>
      </span>
      <span role="gridcell" className={styles.hex}>
        {row.hex}
      </span>
    </div>
  );
}

/** Rows that come on top do not move those that somebody reads. */
function useKeptPlace(
  area: React.RefObject<HTMLDivElement | null>,
  rows: readonly Row[],
  rowHeight: number,
): void {
  const first = useRef<number>(undefined);
  useLayoutEffect(() => {
    const before = first.current;
    first.current = rows[0]?.number;
    const element = area.current;
    if (!element || before === undefined || element.scrollTop < rowHeight) return;
    const moved = rows.findIndex(({ number }) => number === before);
    if (moved > 0) element.scrollTop += moved * rowHeight;
  }, [area, rows, rowHeight]);
}

function scrollTo(area: HTMLElement | null, at: number, rowHeight: number): void {
  if (!area) return;
  const y = at * rowHeight;
  const room = area.clientHeight - rowHeight;
  if (y < area.scrollTop) area.scrollTop = y;
  else if (y + rowHeight > area.scrollTop + room) area.scrollTop = y + rowHeight - room;
}

function timeOfDay(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
