// Health: each part of the hub in words, what the doctor says, and what the log told of.

import type { HealthReportItem } from '@bluebell/hub/api';
import { useQuery } from '../../app/index.ts';
import { Badge, Card, Notice, Page, Skeleton, WithCode } from '../../kit/index.ts';
import { useHealth } from '../../live/index.ts';
import { Ago } from '../ago.tsx';
import { useReady } from '../use-ready.ts';
import { DoctorCard } from './doctor-card.tsx';
import styles from './health.module.css';
import { LogCard } from './log-card.tsx';
import { ProblemsCard } from './problems-card.tsx';

type Status = HealthReportItem['status'];
type Component = HealthReportItem['components'][number];

const WORDS: Readonly<Record<Status, { tone: 'good' | 'warn' | 'bad'; text: string }>> = {
  ok: { tone: 'good', text: 'Good' },
  degraded: { tone: 'warn', text: 'Not as it should be' },
  down: { tone: 'bad', text: 'Of no use' },
};

const WHOLE: Readonly<Record<Status, string>> = {
  ok: 'Everything works.',
  degraded: 'The hub works, but something is not as it should be.',
  down: 'The hub hears nothing.',
};

/** The page. */
export default function Health() {
  const live = useHealth();
  const { data: asked, problem } = useQuery<HealthReportItem>('health');
  const report = live ?? asked;
  useReady(report !== undefined);
  return (
    <Page title="Health" lead="Whether the hub does its work, and what to do where it does not.">
      {report ? (
        <Notice tone={WORDS[report.status].tone} title={WHOLE[report.status]} />
      ) : (
        !problem && <Skeleton shape="block" />
      )}
      {!report && problem && (
        <Notice tone="bad" title="The hub could not be asked">
          {problem.detail}
        </Notice>
      )}
      {report && <Components components={report.components} />}
      <DoctorCard />
      <ProblemsCard />
      <LogCard />
    </Page>
  );
}

const ORDER: readonly Status[] = ['down', 'degraded', 'ok'];

function Components({ components }: { readonly components: readonly Component[] }) {
  const sorted = components.toSorted(
    (one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status),
  );
  return (
    <Card title="Parts of the hub">
      <ul className={styles.parts}>
        {sorted.map((component) => (
          <li key={component.name}>
            <Part component={component} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Part({ component }: { readonly component: Component }) {
  const { name, status, since, detail, nextStep } = component;
  const { tone, text } = WORDS[status];
  return (
    <div className={styles.part}>
      <header>
        <h3>
          <bdi>{nameWords(name)}</bdi>
        </h3>
        <Badge tone={tone}>{text}</Badge>
        {since !== undefined && (
          <span className={styles.since}>
            for <Ago time={since} isSpan />
          </span>
        )}
      </header>
      <p>
        <bdi>{detail}</bdi>
      </p>
      {nextStep !== undefined && (
        <p className={styles.next}>
          <b>What to do:</b>{' '}
          <bdi>
            <WithCode text={nextStep} />
          </bdi>
        </p>
      )}
    </div>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  mqtt: 'MQTT',
  history: 'History',
  state: 'What is remembered of devices',
  clock: 'Clock',
  config: 'Configuration',
  radios: 'Radios',
  web: 'Web server',
  cluster: 'Other hubs',
  hubs: 'Other hubs',
};

function nameWords(name: string): string {
  const [kind, ...rest] = name.split(':');
  if (kind === 'radio' && rest.length > 0) return `Radio ${rest.join(':')}`;
  if (kind === 'gateway' && rest.length > 0) return `Gateway ${rest.join(':')}`;
  return Object.hasOwn(NAMES, name) ? (NAMES[name] ?? name) : name;
}
