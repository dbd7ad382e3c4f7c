// Why a device is silent, or what else is the matter: the doctor's answer.

import type { DiagnosisItem, FindingItem } from '@bluebell/hub/api';
import { useQuery } from '../../app/index.ts';
import {
  Button,
  Card,
  CopyButton,
  classNames,
  Icon,
  Notice,
  Skeleton,
  WithCode,
} from '../../kit/index.ts';
import styles from './device.module.css';

const LOOKS = {
  fault: { icon: 'warning', style: styles.fault, word: 'Fault' },
  warning: { icon: 'warning', style: styles.warning, word: 'Warning' },
  note: { icon: 'info', style: styles.note, word: 'Note' },
  good: { icon: 'check', style: styles.good, word: 'Good' },
} as const;

/** The findings, the worst first, each with what to do. */
export function Diagnosis({ id }: { readonly id: string }) {
  const { data, problem, isLoading, reload } = useQuery<DiagnosisItem>(`devices/${id}/diagnosis`);
  const isWell = data?.findings.every(({ severity }) => severity === 'good' || severity === 'note');
  return (
    <Card
      title="Why silent?"
      actions={
        <Button icon="refresh" busy={isLoading} onClick={reload}>
          {isLoading ? 'Listening…' : 'Ask again'}
        </Button>
      }
    >
      <p className={styles.quiet}>
        The hub goes through everything that keeps values away, and listens for a moment to what the
        device sends.
      </p>
      <div aria-live="polite" className={styles.parts}>
        {isLoading && !data && <Skeleton lines={3} shape="block" />}
        {problem && (
          <Notice tone="bad" title="The hub could not answer">
            {problem.message}
          </Notice>
        )}
        {data && (
          <>
            <p className={styles.verdict}>
              {isWell
                ? 'Nothing keeps its values away.'
                : 'This is what was found, the worst first.'}
            </p>
            <ol className={styles.findings}>
              {data.findings.map((finding, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one answer, whose order is its meaning.
                <Finding key={`${at} ${finding.code}`} finding={finding} />
              ))}
            </ol>
          </>
        )}
      </div>
    </Card>
  );
}

function Finding({ finding: { severity, text, nextStep } }: { readonly finding: FindingItem }) {
  const { icon, style, word } = LOOKS[severity];
  const command = nextStep === undefined ? undefined : commandIn(nextStep);
  return (
    <li className={classNames(styles.finding, style)}>
      <Icon name={icon} label={word} />
      <div className={styles.findingWords}>
        <p>
          <bdi>{text}</bdi>
        </p>
        {nextStep !== undefined && (
          <p className={styles.step}>
            <Icon name="chevron-right" size={16} />
            <bdi>
              <WithCode text={nextStep} />
            </bdi>
          </p>
        )}
      </div>
      {command !== undefined && <CopyButton text={command} label="Copy the command" />}
    </li>
  );
}

/** The command that a step names at its end: `bluebell config set discover true`. */
function commandIn(step: string): string | undefined {
  return /:\s(bluebell [^\n]*?)\.?$/.exec(step)?.[1];
}
