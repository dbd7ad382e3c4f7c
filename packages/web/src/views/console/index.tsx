// The command console: Tasmota's commands, with completion, history and answers that can be read.

import type { CommandAnswers, CommandList } from '@bluebell/hub/api';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem, api, useQuery, useSession } from '../../app/index.ts';
import { Button, Card, Notice, Page } from '../../kit/index.ts';
import { useReady } from '../use-ready.ts';
import { CommandField } from './command-field.tsx';
import { CommandTable } from './command-table.tsx';
import { parseHistory, withLine } from './completion.ts';
import styles from './console.module.css';
import { type Exchange, Transcript } from './transcript.tsx';

const PLACE = 'bluebell.console';

/** Exchanges that stay on the page. */
const MOST_SHOWN = 200;

/** The page. */
export default function Console() {
  const { data, problem } = useQuery<CommandList>('commands');
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const [history, setHistory] = useState(() => parseHistory(kept()));
  const [draft, setDraft] = useState('');
  const count = useRef(0);
  const { may } = useSession();
  const field = useRef<HTMLDivElement>(null);
  useReady(data !== undefined);
  useEffect(() => keep(history), [history]);

  const send = async (line: string) => {
    const id = ++count.current;
    const put = (exchange: Exchange) =>
      setExchanges((before) =>
        [...before.filter((one) => one.id !== id), exchange].slice(-MOST_SHOWN),
      );
    setHistory((before) => withLine(before, line));
    put({ id, line, kind: 'waits' });
    try {
      const { answers } = await api.post<CommandAnswers>(
        'commands',
        { line },
        { idempotencyKey: newKey() },
      );
      put({ id, line, kind: 'answered', answers });
    } catch (error) {
      const words = error instanceof ApiProblem ? error.detail : String(error);
      put({ id, line, kind: 'refused', words });
    }
  };

  const commands = data?.items ?? [];
  return (
    <Page
      title="Console"
      lead="Commands as Tasmota has them. Tab completes, the arrow keys bring back what you sent."
      actions={
        exchanges.length > 0 && (
          <Button icon="trash" onClick={() => setExchanges([])}>
            Clear
          </Button>
        )
      }
    >
      {problem && (
        <Notice tone="warn" title="There are no commands">
          {problem.detail}
        </Notice>
      )}
      <Card>
        <Transcript exchanges={exchanges} />
        <div ref={field} className={styles.entry}>
          <CommandField
            commands={commands}
            history={history}
            text={draft}
            onText={setDraft}
            onSend={(line) => void send(line)}
            isDisabled={!may('control')}
          />
        </div>
        {!may('control') && (
          <p className={styles.quiet}>Only somebody who may change things can send commands.</p>
        )}
      </Card>
      {commands.length > 0 && (
        <CommandTable
          commands={commands}
          onTry={(line) => {
            setDraft(line);
            field.current?.querySelector('input')?.focus();
          }}
        />
      )}
    </Page>
  );
}

/** Tells a repeat of the same sending from another one. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(PLACE);
  } catch {
    return null; // Storage is switched off.
  }
}

function keep(history: readonly string[]): void {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(history));
  } catch {
    // Then it is forgotten with the page.
  }
}
