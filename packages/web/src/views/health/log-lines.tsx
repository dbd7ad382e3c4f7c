// Lines of the log: whatever they hold, they are text.

import { Badge } from '../../kit/index.ts';
import styles from './health.module.css';
import type { LogLine } from './problem-log.ts';

const TONES: Readonly<Record<string, 'bad' | 'warn' | 'quiet'>> = { error: 'bad', warn: 'warn' };

/** One below the other, in an area that scrolls. */
export function LogLines({
  lines,
  label,
}: {
  readonly lines: readonly (LogLine & { readonly key: number })[];
  readonly label: string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={styles.log} aria-label={label} tabIndex={0}>
      {lines.map(({ key, time, level, code, message }) => (
        <div key={key} className={styles.line}>
          <span className={styles.time}>{time === null ? '–' : clockTime(time)}</span>
          <Badge tone={TONES[level] ?? 'quiet'}>{level}</Badge>
          <span className={styles.code}>{code}</span>
          <bdi className={styles.message}>{message}</bdi>
        </div>
      ))}
    </section>
  );
}

function clockTime(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? date.toLocaleTimeString('en-GB')
    : `${date.toLocaleDateString('en-CA')} ${date.toLocaleTimeString('en-GB')}`;
}
