// All commands, to look them up.

import type { CommandItem } from '@bluebell/hub/api';
import { useState } from 'react';
import { Button, Card, TextInput, WithCode } from '../../kit/index.ts';
import styles from './console.module.css';

/** A list that can be searched; an example can be taken over. */
export function CommandTable({
  commands,
  onTry,
}: {
  readonly commands: readonly CommandItem[];
  readonly onTry: (line: string) => void;
}) {
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ name, summary, args }) =>
    words.every((word) => `${name} ${args} ${summary}`.toLowerCase().includes(word)),
  );
  return (
    <Card title="All commands">
      <TextInput
        type="search"
        value={search}
        onChange={setSearch}
        placeholder="Search commands"
        aria-label="Search commands"
      />
      <ul className={styles.commands}>
        {found.map(({ name, summary, args, example }) => (
          <li key={name}>
            <div>
              <b className={styles.name}>{name}</b>
              <p>
                <WithCode text={summary} />
              </p>
              {args !== '' && (
                <p className={styles.takes}>
                  Takes: <WithCode text={args} />
                </p>
              )}
            </div>
            {example !== undefined && (
              <Button kind="quiet" isSmall onClick={() => onTry(example)}>
                Try<span className="visually-hidden"> {name}</span>
              </Button>
            )}
          </li>
        ))}
        {found.length === 0 && <li className={styles.quiet}>No command is so.</li>}
      </ul>
    </Card>
  );
}
