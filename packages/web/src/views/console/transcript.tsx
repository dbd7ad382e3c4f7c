// What was sent, and what was answered.

import { useLayoutEffect, useRef } from 'react';
import { Badge, CopyButton, Empty } from '../../kit/index.ts';
import styles from './console.module.css';

/** A line and what became of it. */
export type Exchange = { readonly id: number; readonly line: string } & (
  | { readonly kind: 'waits' }
  | {
      readonly kind: 'answered';
      readonly answers: readonly { readonly topic: string; readonly json: unknown }[];
    }
  | { readonly kind: 'refused'; readonly words: string }
);

/** A log, as screen readers know it: what comes new is read out. */
export function Transcript({ exchanges }: { readonly exchanges: readonly Exchange[] }) {
  const area = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is shown whenever there is more.
  useLayoutEffect(() => {
    const element = area.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [exchanges]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div ref={area} role="log" aria-label="Answers" tabIndex={0} className={styles.transcript}>
      {exchanges.length === 0 && (
        <Empty title="Nothing sent yet" icon="console">
          Try <code>Status</code>, or begin to type.
        </Empty>
      )}
      {exchanges.map((exchange) => (
        <article key={exchange.id} className={styles.exchange}>
          <p className={styles.sent}>
            <span aria-hidden="true">› </span>
            <bdi>{exchange.line}</bdi>
          </p>
          <Outcome exchange={exchange} />
        </article>
      ))}
    </div>
  );
}

function Outcome({ exchange }: { readonly exchange: Exchange }) {
  switch (exchange.kind) {
    case 'waits':
      return <p className={styles.quiet}>…</p>;
    case 'refused':
      return (
        <p className={styles.refused}>
          <Badge tone="bad">Refused</Badge> <bdi>{exchange.words}</bdi>
        </p>
      );
    case 'answered':
      return exchange.answers.length === 0 ? (
        <p className={styles.quiet}>Done. This command answers nothing.</p>
      ) : (
        exchange.answers.map(({ topic, json }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: answers stay as they came.
          <Answer key={at} topic={topic} json={json} />
        ))
      );
  }
}

function Answer({ topic, json }: { readonly topic: string; readonly json: unknown }) {
  const text = JSON.stringify(json, undefined, 2) ?? '';
  return (
    <div className={styles.answer}>
      <header>
        <bdi className={styles.topic}>{topic}</bdi>
        <CopyButton text={text} label={`Copy ${topic}`} />
      </header>
      <pre>{text}</pre>
    </div>
  );
}
