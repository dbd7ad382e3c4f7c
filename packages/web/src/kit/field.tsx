// What people fill in: a field with its label, texts, choices and switches.

import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type TextareaHTMLAttributes,
  use,
  useId,
  useMemo,
} from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}

const FieldContext = createContext<FieldIds | undefined>(undefined);

/** A label, a control, and what to say of it. The control of this kit inside it is wired by itself. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  const hasHint = hint !== undefined && hint !== '';
  const hasError = error !== undefined && error !== '' && error !== false;
  const ids = useMemo(() => {
    const described = [hasHint && `${id}-hint`, hasError && `${id}-error`]
      .filter(Boolean)
      .join(' ');
    return { id, describedBy: described === '' ? undefined : described, isWrong: hasError };
  }, [id, hasHint, hasError]);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <FieldContext value={ids}>{children}</FieldContext>
      {hasHint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function useWiring() {
  const ids = use(FieldContext);
  return ids === undefined
    ? {}
    : { id: ids.id, 'aria-describedby': ids.describedBy, 'aria-invalid': ids.isWrong || undefined };
}

/** One line of text. */
export function TextInput({
  onChange,
  isMono = false,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className' | 'style'> & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** For keys, addresses and other things read letter by letter. */
  readonly isMono?: boolean;
}) {
  return (
    <input
      type="text"
      autoComplete="off"
      {...useWiring()}
      {...rest}
      className={classNames(styles.control, isMono && styles.mono)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Several lines of text. */
export function TextArea({
  onChange,
  isMono = false,
  ...rest
}: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'className' | 'style'> & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly isMono?: boolean;
}) {
  return (
    <textarea
      rows={6}
      spellCheck={false}
      {...useWiring()}
      {...rest}
      className={classNames(styles.control, styles.area, isMono && styles.mono)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** One of a few choices. */
export function Select<V extends string>({
  value,
  onChange,
  options,
  ...rest
}: {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
}) {
  return (
    <select
      {...useWiring()}
      {...rest}
      className={classNames(styles.control, styles.select)}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** On or off, at once. */
export function Switch({
  isOn,
  onChange,
  label,
  hint,
  disabled = false,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className={styles.switchRow}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        className={styles.switch}
        checked={isOn}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
