// Where a file comes in: dropped, chosen, pasted, or begun anew.

import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { Button, Card, classNames, Field, Icon, Notice, TextArea } from '../../kit/index.ts';
import styles from './import.module.css';
import { EMPTY_LIST, LARGEST_FILE } from './list-model.ts';

/** Takes a file from wherever the user has it. `isCompact` once there is one. */
export function FileCard({
  onText,
  isCompact = false,
  children,
}: {
  readonly onText: (text: string) => void;
  readonly isCompact?: boolean;
  readonly children?: ReactNode;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const [isPasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState('');

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST_FILE) {
      setProblem(`The file has ${file.size} bytes; at most ${LARGEST_FILE} are read.`);
      return;
    }
    try {
      const text = withoutNul(await file.text());
      setProblem(undefined);
      onText(text);
    } catch {
      setProblem('The browser could not read the file. Is it still there?');
    }
  };
  const isOver = useDrop(take);
  const takePasted = () => {
    setPasting(false);
    onText(withoutNul(pasted));
    setPasted('');
  };

  const buttons = (
    <div className={styles.buttons}>
      <Button
        kind={isCompact ? 'plain' : 'primary'}
        icon="upload"
        isSmall={isCompact}
        onClick={() => input.current?.click()}
      >
        {isCompact ? 'Open another file' : 'Choose a file'}
      </Button>
      <Button isSmall={isCompact} aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
        Paste text
      </Button>
      {!isCompact && <Button onClick={() => onText(EMPTY_LIST)}>Begin a new list</Button>}
      {children}
    </div>
  );
  return (
    <>
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        aria-label="File"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {isCompact && !isOver ? (
        buttons
      ) : (
        <Card>
          <div className={classNames(styles.drop, isOver && styles.over)}>
            <span className={styles.dropIcon}>
              <Icon name="import" size={30} />
            </span>
            <p className={styles.dropTitle}>Drop a mi32cfg file here</p>
            <p className={styles.quiet}>
              Tasmota keeps it in its file system (Tools, Manage file system). It stays in this
              browser.
            </p>
            {buttons}
          </div>
        </Card>
      )}
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      {isPasting && (
        <Card title="Paste text">
          <div className={styles.stack}>
            <Field label="Content of the file">
              <TextArea
                isMono
                rows={8}
                value={pasted}
                onChange={setPasted}
                maxLength={LARGEST_FILE}
              />
            </Field>
            <div className={styles.buttons}>
              <Button kind="primary" disabled={pasted.trim() === ''} onClick={takePasted}>
                Use this text
              </Button>
              <Button onClick={() => setPasting(false)}>Cancel</Button>
            </div>
          </div>
        </Card>
      )}
    </>
  );
}

/** Tasmota writes a NUL behind its text, which no editor shows. */
function withoutNul(text: string): string {
  return text.replace(/\0+$/, '');
}

/** Files dropped anywhere on the page; gives whether one hovers over it. */
function useDrop(take: (file: File | undefined) => Promise<void>): boolean {
  const [isOver, setOver] = useState(false);
  const onDrop = useEffectEvent((event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer?.files[0]);
  });
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (hasFiles(event)) onDrop(event);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
