// The doctor, asked about the whole hub.

import type { DiagnosisItem } from '@bluebell/hub/api';
import { useState } from 'react';
import { ApiProblem, api } from '../../app/index.ts';
import { Badge, Button, Card, Notice } from '../../kit/index.ts';
import styles from './health.module.css';

const SEVERITY = {
  fault: { tone: 'bad', text: 'Fault' },
  warning: { tone: 'warn', text: 'Warning' },
  note: { tone: 'quiet', text: 'Note' },
  good: { tone: 'good', text: 'Good' },
} as const;

/** Asks when somebody wants to know. */
export function DoctorCard() {
  const [diagnosis, setDiagnosis] = useState<DiagnosisItem>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      setDiagnosis(await api.get<DiagnosisItem>('diagnosis'));
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.detail : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card
      title="Doctor"
      actions={
        <Button icon="wand" busy={isBusy} onClick={() => void ask()}>
          {diagnosis ? 'Ask again' : 'Ask the doctor'}
        </Button>
      }
    >
      <p className={styles.quiet}>
        Looks at radios, keys, the broker, the clock and the configuration together, and says what
        keeps values away. Of a single sensor, it is asked on the sensor's own page.
      </p>
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      <div role="status">
        {diagnosis && (
          <ul className={styles.parts}>
            {diagnosis.findings.map(({ code, severity, text, nextStep }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: findings come and go as a whole.
              <li key={at} className={styles.part} data-code={code}>
                <header>
                  <Badge tone={SEVERITY[severity].tone}>{SEVERITY[severity].text}</Badge>
                  <bdi>{text}</bdi>
                </header>
                {nextStep !== undefined && (
                  <p className={styles.next}>
                    <b>What to do:</b> <bdi>{nextStep}</bdi>
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
