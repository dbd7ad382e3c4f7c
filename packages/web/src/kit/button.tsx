// Buttons, with words or with an icon alone.

import type { ButtonHTMLAttributes, ReactNode } from 'react';
import type { IconName } from '../icons/icons.ts';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'>;

/** A button. `busy` keeps its width and takes no further presses. */
export function Button({
  kind = 'plain',
  busy = false,
  icon,
  isSmall = false,
  children,
  ...rest
}: Native & {
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly busy?: boolean;
  readonly icon?: IconName;
  readonly isSmall?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames(
        styles.button,
        styles[kind],
        isSmall && styles.small,
        busy && styles.busy,
      )}
    >
      {icon !== undefined && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

/** A square button that shows an icon; `label` is what it is called and its tooltip. */
export function IconButton({
  icon,
  label,
  isPressed,
  ...rest
}: Native & {
  readonly icon: IconName;
  readonly label: string;
  /** For buttons that stay down. */
  readonly isPressed?: boolean;
}) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={isPressed}
      {...rest}
      className={styles.iconButton}
    >
      <Icon name={icon} />
    </button>
  );
}
