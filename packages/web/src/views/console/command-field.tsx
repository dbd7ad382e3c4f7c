// The line that is typed: suggestions beneath it, and what came before with the arrow keys.

import { type KeyboardEvent, useId, useState } from 'react';
import { Button, classNames, WithCode } from '../../kit/index.ts';
import { commandOf, completed, type Suggestion, suggestions } from './completion.ts';
import styles from './console.module.css';

interface Command extends Suggestion {
  readonly index?: string | undefined;
  readonly example?: string | undefined;
}

/** A combobox as screen readers know it. */
export function CommandField({
  commands,
  history,
  text,
  onText,
  onSend,
  isDisabled,
}: {
  readonly commands: readonly Command[];
  readonly history: readonly string[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSend: (line: string) => void;
  readonly isDisabled: boolean;
}) {
  const id = useId();
  const [isShut, setShut] = useState(false);
  const [chosen, setChosen] = useState(-1);
  /** How far back in the history we are; 0 is the line that is being typed. */
  const [back, setBack] = useState(0);
  const [typed, setTyped] = useState('');

  const all = isShut || back > 0 ? [] : suggestions(commands, text);
  const meant = commandOf(commands, text);
  // A name that is typed in full needs no list, only the line that explains it.
  const shown = all.length === 1 && all[0]?.name === meant?.name ? [] : all;
  const isOpen = shown.length > 0;

  const edit = (next: string) => {
    onText(next);
    setShut(false);
    setChosen(-1);
    setBack(0);
  };
  const take = (suggestion: Suggestion) => {
    edit(completed(suggestion));
    setShut(suggestion.args === '');
  };
  const goBack = (steps: number) => {
    if (steps < 0 || steps > history.length) return;
    if (back === 0) setTyped(text);
    setBack(steps);
    onText(steps === 0 ? typed : (history.at(-steps) ?? ''));
  };
  const send = () => {
    const line = text.trim();
    if (line === '' || isDisabled) return;
    edit('');
    onSend(line);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key } = event;
    const suggestion = shown[chosen] ?? (key === 'Tab' ? shown[0] : undefined);
    if (key === 'Tab' && !event.shiftKey && suggestion) take(suggestion);
    else if (key === 'Enter' && shown[chosen]) take(shown[chosen]);
    else if (key === 'Enter') send();
    else if (key === 'Escape' && isOpen) setShut(true);
    else if (key === 'ArrowDown' && isOpen) setChosen((chosen + 1) % shown.length);
    else if (key === 'ArrowUp' && isOpen && chosen >= 0) setChosen(chosen - 1);
    else if (key === 'ArrowUp') goBack(back + 1);
    else if (key === 'ArrowDown' && back > 0) goBack(back - 1);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.field}>
      <div className={styles.line}>
        <span className={styles.prompt} aria-hidden="true">
          ›
        </span>
        <input
          className={styles.input}
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-describedby={`${id}-meant`}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={8_192}
          placeholder="Status 0"
          disabled={isDisabled}
          value={text}
          onChange={(event) => edit(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setShut(true)}
        />
        <Button kind="primary" disabled={isDisabled || text.trim() === ''} onClick={send}>
          Send
        </Button>
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Commands"
        className={styles.suggestions}
        hidden={!isOpen}
      >
        {shown.map((suggestion, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
          <div
            key={suggestion.name}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            className={classNames(styles.suggestion, at === chosen && styles.chosen)}
            onPointerDown={(event) => {
              event.preventDefault();
              take(suggestion);
            }}
          >
            <span className={styles.name}>{suggestion.name}</span>
            <span className={styles.args}>{suggestion.args}</span>
            <span className={styles.summary}>
              <WithCode text={suggestion.summary} />
            </span>
          </div>
        ))}
      </div>
      <p id={`${id}-meant`} className={styles.meant}>
        {meant && (
          <>
            <b>
              {meant.name}
              {meant.index !== undefined && <i>&lt;{meant.index}&gt;</i>} {meant.args}
            </b>{' '}
            <WithCode text={meant.summary} />
          </>
        )}
      </p>
    </div>
  );
}
