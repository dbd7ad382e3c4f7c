// Reception and battery as glyphs with words.

import { memo } from 'react';
import styles from './widget.module.css';

const BARS = [-90, -80, -70, -60];

/** Four bars, and the level in dBm for those who ask. */
export const Signal = memo(function Signal({ rssiDbm }: { readonly rssiDbm: number | undefined }) {
  if (rssiDbm === undefined) return null;
  const title = `Signal ${rssiDbm} dBm`;
  return (
    <span className={styles.signal} title={title}>
      <svg width={18} height={14} viewBox="0 0 18 14" role="img" aria-label={title}>
        {BARS.map((least, bar) => (
          <rect
            key={least}
            x={bar * 4.6}
            y={10.5 - bar * 3.3}
            width={3.2}
            height={3.5 + bar * 3.3}
            rx={1}
            className={rssiDbm >= least ? styles.lit : styles.unlit}
          />
        ))}
      </svg>
    </span>
  );
});

/** A battery that is as full as it is. */
export const Battery = memo(function Battery({ percent }: { readonly percent: number }) {
  const level = Math.max(0, Math.min(100, Math.round(percent)));
  return (
    <span
      className={styles.battery}
      data-low={level <= 15 || undefined}
      title={`Battery ${level} %`}
    >
      <svg width={22} height={12} viewBox="0 0 22 12" aria-hidden="true">
        <rect x={0.6} y={0.6} width={18} height={10.8} rx={3} className={styles.shell} />
        <rect
          x={2.4}
          y={2.4}
          width={(14.4 * level) / 100}
          height={7.2}
          rx={1.5}
          className={styles.charge}
        />
        <path d="M20 4.2v3.6" className={styles.shell} />
      </svg>
      <span className="visually-hidden">Battery </span>
      {level} %
    </span>
  );
});
