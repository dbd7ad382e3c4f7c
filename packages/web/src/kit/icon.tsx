// One line icon, as large as the text asks.

import { ICONS, type IconName } from '../icons/icons.ts';

/** Draws an icon in the colour of the text. It says nothing to a screen reader unless it has a `label`. */
export function Icon({
  name,
  size = 20,
  label,
  className,
}: {
  readonly name: IconName;
  /** Pixels a side. */
  readonly size?: number;
  readonly label?: string;
  readonly className?: string | undefined;
}) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is hidden, or has its label.
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={ICONS[name]} />
    </svg>
  );
}
