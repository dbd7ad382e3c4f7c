// The log as it is written.

import { useRef, useState } from 'react';
import { useSession } from '../../app/index.ts';
import { Button, Card, Field, Select, TextInput } from '../../kit/index.ts';
import { useLive } from '../../live/index.ts';
import styles from './health.module.css';
import { LogLines } from './log-lines.tsx';
import { LEVELS, type Level, type LogLine, linesFound, withLine } from './problem-log.ts';

type Kept = LogLine & { readonly key: number };

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  error: 'Errors',
  warn: 'Warnings and errors',
  info: 'News and above',
  debug: 'Details and above',
  trace: 'Everything',
};

/** Lines come while it is on. */
export function LogCard() {
  const [isOn, setOn] = useState(true);
  const [least, setLeast] = useState<Level>('trace');
  const [search, setSearch] = useState('');
  const [lines, setLines] = useState<readonly Kept[]>([]);
  const count = useRef(0);
  const { may } = useSession();
  const isAllowed = may('admin');
  useLive(isOn && isAllowed ? 'log' : undefined, (message) => {
    if (message.type !== 'log') return;
    const { time, level, code, message: text } = message;
    const key = ++count.current;
    setLines((before) => withLine(before, { key, time, level, code, message: text }));
  });
  const found = linesFound(lines, least, search);
  if (!isAllowed) return null;
  return (
    <Card
      title="Log"
      actions={
        <>
          <Button icon={isOn ? 'pause' : 'play'} onClick={() => setOn(!isOn)}>
            {isOn ? 'Pause' : 'Go on'}
          </Button>
          <Button onClick={() => setLines([])}>Clear</Button>
        </>
      }
    >
      <div className={styles.filters}>
        <Field label="Show">
          <Select
            value={least}
            onChange={setLeast}
            options={LEVELS.map((level) => ({ value: level, label: LEVEL_WORDS[level] }))}
          />
        </Field>
        <Field label="With the words">
          <TextInput type="search" value={search} onChange={setSearch} placeholder="mqtt" />
        </Field>
      </div>
      {found.length === 0 ? (
        <p className={styles.quiet}>
          {lines.length === 0
            ? 'Lines come here as the hub writes them. How much it writes is set under Log in the settings.'
            : `None of ${lines.length} lines is so.`}
        </p>
      ) : (
        <LogLines lines={found} label="Lines of the log" />
      )}
    </Card>
  );
}
