// A frame on the air: its bytes, and what each of them is. Either side shows the other.

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { CopyButton, classNames } from '../kit/index.ts';
import styles from './frame.module.css';
import {
  type FramePart,
  framesText,
  hexRows,
  innermost,
  isOf,
  spaced,
  structureOf,
} from './hex-rows.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Bytes and parts; the part that is pointed at or focused is marked in both. Arrow keys go from part to part. */
export function FrameView({
  hex,
  parts,
}: {
  readonly hex: string;
  readonly parts: readonly FramePart[];
}) {
  const [active, setActive] = useState(-1);
  const [stop, setStop] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const rows = useMemo(() => hexRows(hex), [hex]);
  const marked = parts[active];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(parts.length - 1, Math.max(0, stop + step));
    setStop(next);
    list.current?.querySelectorAll<HTMLElement>('[data-part]').item(next)?.focus();
  };
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: pointing at a byte shows what the list says by keyboard, too. */}
      <div className={styles.hex} onMouseLeave={() => setActive(-1)}>
        <div className={styles.rows} aria-hidden="true">
          {rows.map(({ offset, bytes }) => (
            <div key={offset} className={styles.row}>
              <span className={styles.offset}>{offset.slice(2)}</span>
              {bytes.map(({ at, text }) => (
                // biome-ignore lint/a11y/noStaticElementInteractions: as above.
                <span
                  key={at}
                  className={classNames(
                    styles.byte,
                    structureOf(parts, at) % 2 === 1 && styles.odd,
                    isOf(at, marked) && styles.marked,
                  )}
                  onMouseEnter={() => setActive(innermost(parts, at))}
                >
                  {text}
                </span>
              ))}
            </div>
          ))}
        </div>
        <p className="visually-hidden">Bytes: {spaced(hex)}</p>
        <div className={styles.copies}>
          <CopyButton text={spaced(hex)} label="Copy the bytes" word="Bytes" />
          <CopyButton text={framesText(parts)} label="Copy the parts" word="Parts" />
        </div>
      </div>
      <ol
        ref={list}
        className={styles.parts}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setActive(-1)}
        aria-label="Parts of the frame"
      >
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a frame never change places.
          <li key={index} className={styles.item}>
            <button
              type="button"
              data-part=""
              tabIndex={index === stop ? 0 : -1}
              className={classNames(styles.part, index === active && styles.activePart)}
              data-depth={Math.min(part.depth, 5)}
              onMouseEnter={() => setActive(index)}
              onFocus={() => {
                setActive(index);
                setStop(index);
              }}
              onBlur={() => setActive(-1)}
            >
              <span className={styles.place}>
                {part.offset}
                <i>+{part.length}</i>
              </span>
              <span className={styles.name}>{part.name}</span>
              <span className={styles.value}>
                <bdi>{part.value}</bdi>
                {part.note !== undefined && <em className={styles.note}>{part.note}</em>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
