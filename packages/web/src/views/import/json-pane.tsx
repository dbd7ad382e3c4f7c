// The list as JSON, with the cursor put to where a fault is.

import { faultText, type Mi32Document } from '@bluebell/sensors/mi32cfg';
import { useEffect, useRef } from 'react';
import { Field, TextArea } from '../../kit/index.ts';
import styles from './import.module.css';
import { LARGEST_FILE } from './list-model.ts';

/** What is to be selected; a new object each time it is asked for. */
export interface Caret {
  readonly offset: number;
  readonly end: number;
}

/** The editor. Every change is read at once. */
export function JsonPane({
  text,
  document,
  caret,
  onChange,
}: {
  readonly text: string;
  readonly document: Mi32Document;
  readonly caret: Caret | undefined;
  readonly onChange: (text: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const area = place.current?.querySelector('textarea');
    if (!area || !caret) return;
    area.focus();
    // One character at least is selected: a cursor alone is hard to see.
    area.setSelectionRange(caret.offset, Math.max(caret.end, caret.offset + 1));
    // About in the middle: browsers scroll to the cursor only when something is typed.
    const share = caret.offset / Math.max(1, area.value.length);
    area.scrollTop = area.scrollHeight * share - area.clientHeight / 2;
  }, [caret]);
  const { fault } = document;
  const error = fault?.kind === 'notJson' ? faultText(fault.fault) : undefined;
  return (
    <div ref={place} className={styles.json}>
      <Field label="JSON" hint="Keys stand here in clear text." error={error}>
        <TextArea
          isMono
          rows={18}
          autoCapitalize="off"
          autoCorrect="off"
          maxLength={LARGEST_FILE}
          value={text}
          onChange={onChange}
        />
      </Field>
    </div>
  );
}
