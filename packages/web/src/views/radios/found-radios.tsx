// What could be a radio of the hub's machine, and how to attach one that is elsewhere.

import { useEffect, useState } from 'react';
import { ApiProblem, api, Link, useSession } from '../../app/index.ts';
import { Badge, Button, Card, CopyButton, Notice, Skeleton } from '../../kit/index.ts';
import styles from './radios.module.css';

interface Found {
  readonly items: readonly {
    readonly name: string;
    readonly kind: string;
    readonly words: string;
    readonly isUsable: boolean;
  }[];
  readonly troubles: readonly string[];
}

/** What cannot be looked for, since it may be anywhere. */
const ELSEWHERE = [
  {
    name: 'serial:/dev/ttyUSB0',
    words: 'An ESP32, nRF52 or another board with controller firmware, on a USB cable.',
  },
  {
    name: 'tcp:192.0.2.7:9101',
    words: "A controller on the network, such as another machine's, passed on by bluebell air.",
  },
  {
    name: 'unix:/run/controller',
    words: 'A controller behind a socket of the machine of the hub.',
  },
  { name: 'replay:recording.btsnoop', words: 'A recording: btsnoop, pcap or pcapng.' },
] as const;

/** The card. @param configured names of radios that the hub has already. */
export function FoundRadios({ configured }: { readonly configured: readonly string[] }) {
  const { found, problem, look } = useFoundRadios();
  return (
    <Card
      title="Add a radio"
      actions={
        <Button icon="refresh" onClick={look}>
          Look again
        </Button>
      }
    >
      <h3>At the machine of the hub</h3>
      {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      {!found && problem === undefined && <Skeleton lines={2} />}
      {found && (
        <ul className={styles.list}>
          {found.items
            .filter(({ kind }) => kind !== 'sim')
            .map(({ name, words, isUsable }) => (
              <li key={name}>
                <span>
                  <bdi className={styles.name}>{name}</bdi>
                  <bdi className={styles.words}>{words}</bdi>
                </span>
                {configured.includes(name) ? (
                  <Badge tone="good">In use</Badge>
                ) : (
                  <Badge tone={isUsable ? 'accent' : 'warn'}>
                    {isUsable ? 'Free to use' : 'Not to be opened yet'}
                  </Badge>
                )}
                <CopyButton text={name} label={`Copy ${name}`} />
              </li>
            ))}
          {found.items.every(({ kind }) => kind === 'sim') && (
            <li className={styles.words}>None was found there.</li>
          )}
        </ul>
      )}
      {found?.troubles.map((trouble) => (
        <Notice key={trouble} tone="warn">
          <bdi>{trouble}</bdi>
        </Notice>
      ))}
      <h3>Elsewhere</h3>
      <ul className={styles.list}>
        {ELSEWHERE.map(({ name, words }) => (
          <li key={name}>
            <span>
              <span className={styles.name}>{name}</span>
              <span className={styles.words}>{words}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.words}>
        Write its name under <Link to="#/settings/general">Radios in the settings</Link>, one a
        line, save, and restart the hub.
      </p>
    </Card>
  );
}

/** Asks the hub what it finds. */
export function useFoundRadios() {
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<string>();
  const [round, setRound] = useState(0);
  const { may, session } = useSession();
  const isAllowed = may('control');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks anew.
  useEffect(() => {
    if (!session) return;
    if (!isAllowed) {
      setProblem('Only somebody who may change things can have the hub look for radios.');
      return;
    }
    api
      .post<{ data: Found }>('requests/radio/list', {})
      .then(({ data }) => {
        setFound(data);
        setProblem(undefined);
      })
      .catch((error: unknown) =>
        setProblem(error instanceof ApiProblem ? error.detail : String(error)),
      );
  }, [round, isAllowed, session]);
  return { found, problem, look: () => setRound(round + 1) };
}
