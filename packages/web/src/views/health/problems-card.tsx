// The last problems that the log told of.

import type { ProblemList } from '@bluebell/hub/api';
import { useQuery } from '../../app/index.ts';
import { Card, IconButton, Notice } from '../../kit/index.ts';
import styles from './health.module.css';
import { LogLines } from './log-lines.tsx';

/** The newest first. */
export function ProblemsCard() {
  const { data, problem, reload } = useQuery<ProblemList>('problems');
  const lines = (data?.items ?? []).map((line, at) => ({ ...line, key: at })).toReversed();
  return (
    <Card
      title="Recent problems"
      actions={<IconButton icon="refresh" label="Look again" onClick={reload} />}
    >
      {problem && <Notice tone="warn">{problem.detail}</Notice>}
      {data && lines.length === 0 && (
        <p className={styles.quiet}>None since the hub was started.</p>
      )}
      {lines.length > 0 && <LogLines lines={lines} label="Problems, the newest first" />}
    </Card>
  );
}
