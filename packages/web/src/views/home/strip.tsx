// The 24 hours of one quantity at a glance.

import { memo, useMemo } from 'react';
import type { DayOfQuantity } from '../../live/day-strip.ts';
import { formatValue, quantityTitle, shownUnit } from '../../live/index.ts';
import { drawStrip, STRIP } from './strip-path.ts';
import styles from './widget.module.css';

const CELSIUS = { units: { temperature: '°C' } } as const;

/** A strip. It keeps its place while there is nothing to show. */
export const Strip = memo(function Strip({
  name,
  day,
  mode,
}: {
  readonly name: string;
  readonly day: DayOfQuantity | undefined;
  readonly mode: 'hours' | 'sliding';
}) {
  const slots = day?.[mode];
  const now = day && mode === 'hours' ? day.hour % 24 : 23;
  const drawn = useMemo(
    () => slots && drawStrip(slots, shownUnit(name, CELSIUS), now),
    [slots, name, now],
  );
  if (!drawn) return <div className={styles.strip} />;
  const { text: least } = formatValue(name, drawn.least);
  const { text: most, unit } = formatValue(name, drawn.most);
  return (
    <div className={styles.strip}>
      <svg
        viewBox={`0 0 ${STRIP.width} ${STRIP.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${quantityTitle(name)} in the last 24 hours: ${least} to ${most} ${unit}`}
      >
        <path d={drawn.path} />
        {drawn.before !== '' && <path d={drawn.before} className={styles.before} />}
      </svg>
    </div>
  );
});
