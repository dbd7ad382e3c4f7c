// A key in a list: dots until somebody asks for it.

import { useState } from 'react';
import { Button } from '../../kit/index.ts';
import styles from './import.module.css';

/** Digits of a key in groups of four, to read them to somebody. */
export function grouped(text: string): string {
  return /^[0-9a-f]+$/i.test(text) ? text.replace(/(.{4})(?=.)/g, '$1 ') : text;
}

/** Shows how long the key is, and the key on request. `of` says whose it is. */
export function MaskedKey({ text, of }: { readonly text: string; readonly of: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <span className={styles.key}>
      {isShown ? (
        <code>{grouped(text.slice(0, 80))}</code>
      ) : (
        <span className={styles.dots}>••••••</span>
      )}
      <Button
        kind="quiet"
        isSmall
        aria-label={`${isShown ? 'Hide' : 'Show'} the key of ${of}`}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? 'Hide' : 'Show'}
      </Button>
    </span>
  );
}
