// The first page: from nothing to first values, step by step, or straight into a simulated home.

import type { RadioList, StatusItem } from '@bluebell/hub/api';
import { type ReactNode, useEffect } from 'react';
import { Link, useQuery } from '../../app/index.ts';
import { Badge, classNames, Icon, Page } from '../../kit/index.ts';
import { useDevices } from '../../live/index.ts';
import { useReady } from '../use-ready.ts';
import { DemoCard } from './demo-card.tsx';
import { HomeStep } from './home-step.tsx';
import { RadioStep } from './radio-step.tsx';
import { SensorsStep } from './sensors-step.tsx';
import { heardWords, type StepState, stepStates } from './steps.ts';
import styles from './welcome.module.css';

const RELOAD_MS = 4_000;

/** The page. */
export default function Welcome() {
  const devices = useDevices();
  const { data: radioList, reload: reloadRadios } = useQuery<RadioList>('radios');
  const { data: status, reload: reloadStatus } = useQuery<StatusItem>('status');
  useReady(radioList !== undefined && status !== undefined);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.hidden) return;
      reloadRadios();
      reloadStatus();
    }, RELOAD_MS);
    return () => clearInterval(timer);
  }, [reloadRadios, reloadStatus]);

  const radios = radioList?.items ?? [];
  const isTold = status?.mqtt?.isConnected ?? false;
  const states = stepStates({ radios, devices, isTold });
  const isDone = Object.values(states).every((state) => state === 'done');
  return (
    <Page
      title="Welcome to bluebell"
      lead="Four steps from nothing to first values. The page follows along by itself: nothing needs to be loaded again."
    >
      <DemoCard onSwitched={reloadRadios} />
      <ol className={styles.steps}>
        <Step number={1} title="A radio that hears" state={states.radio}>
          <RadioStep radios={radios} isLoaded={radioList !== undefined} />
        </Step>
        <Step
          number={2}
          title="Sensors nearby"
          state={states.sensors}
          remark={heardWords({ devices })}
        >
          <p className={styles.quiet}>
            {devices.length === 0
              ? 'Most sensors speak every few seconds or minutes; a door or a button only when it is used. Press its button to wake one up.'
              : 'They are listed as they are heard. What is not yours can be ignored later, on its own page.'}
          </p>
        </Step>
        <Step number={3} title="Names and keys" state={states.names}>
          <SensorsStep devices={devices} />
        </Step>
        <Step number={4} title="Into your home" state={states.home}>
          <HomeStep status={status} />
        </Step>
      </ol>
      <p className={styles.end}>
        <Link to="#/" className={classNames(styles.go, isDone && styles.goNow)}>
          <Icon name="home" />
          {isDone ? 'All done: see your home' : 'Go to the live view'}
        </Link>
      </p>
    </Page>
  );
}

const STATE_WORDS: Readonly<Record<StepState, string>> = {
  done: 'Done',
  next: 'Next',
  later: 'Later',
};

function Step({
  number,
  title,
  state,
  remark,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  readonly remark?: string;
  readonly children: ReactNode;
}) {
  return (
    <li className={classNames(styles.step, styles[state])}>
      <span className={styles.number} aria-hidden="true">
        {state === 'done' ? <Icon name="check" /> : number}
      </span>
      <div className={styles.body}>
        <header>
          <h2>{title}</h2>
          <Badge tone={state === 'done' ? 'good' : state === 'next' ? 'accent' : 'quiet'}>
            {STATE_WORDS[state]}
          </Badge>
          {remark !== undefined && (
            <span className={styles.remark} role="status">
              {remark}
            </span>
          )}
        </header>
        {children}
      </div>
    </li>
  );
}
