// A field for keys: dots instead of digits until they are asked for, and no browser that stores them.

import { useState } from 'react';
import { Button, TextInput } from '../../kit/index.ts';
import styles from './secret-input.module.css';

/** One line of text that nobody beside the screen should read. Put it into a `Field`. */
export function SecretInput({
  value,
  onChange,
  what,
  placeholder,
  onEnter,
}: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** What is shown or hidden, for screen readers: "key". */
  readonly what: string;
  readonly placeholder?: string;
  readonly onEnter?: () => void;
}) {
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles.row}>
      {/* No password field: password managers would offer to keep it. */}
      <div className={isShown || value === '' ? styles.input : styles.dots}>
        <TextInput
          isMono
          value={value}
          onChange={onChange}
          placeholder={placeholder}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          data-1p-ignore
          data-lpignore="true"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !onEnter) return;
            event.preventDefault();
            onEnter();
          }}
        />
      </div>
      <Button
        aria-label={`${isShown ? 'Hide' : 'Show'} the ${what}`}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? 'Hide' : 'Show'}
      </Button>
    </div>
  );
}
