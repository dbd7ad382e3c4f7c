// Radios: how each hears, what was done to help it, and how to attach one.

import type { RadioItem, RadioList } from '@bluebell/hub/api';
import { useEffect, useState } from 'react';
import { ApiProblem, api, Link, toast, useQuery, useSession } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  Dialog,
  Empty,
  Icon,
  Notice,
  Page,
  Skeleton,
  WithCode,
} from '../../kit/index.ts';
import { spanText } from '../../live/index.ts';
import { Ago } from '../ago.tsx';
import { useReady } from '../use-ready.ts';
import { FoundRadios } from './found-radios.tsx';
import {
  isSimulated,
  kindWord,
  recoveryWords,
  STEPS,
  type StepId,
  stateWord,
} from './radio-words.ts';
import styles from './radios.module.css';

const RELOAD_MS = 5_000;

/** The page. */
export default function Radios() {
  const { data, problem, reload } = useQuery<RadioList>('radios');
  useReady(data !== undefined);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, RELOAD_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <Page
      title="Radios"
      lead="What the hub hears with. All are heard together: a sensor may be near to one of them."
    >
      {problem && (
        <Notice tone="bad" title="The radios could not be asked for">
          {problem.detail}
        </Notice>
      )}
      {!data && !problem && <Skeleton lines={2} shape="card" />}
      {data?.items.length === 0 && (
        <Empty title="There is no radio" icon="radio">
          <p>Without one, nothing can be heard. Attach one, or try the simulated home.</p>
          <p>
            <Link to="#/welcome">Show me how to begin</Link>
          </p>
        </Empty>
      )}
      {data?.items.map((radio) => (
        <RadioCard key={radio.name} radio={radio} onDone={reload} />
      ))}
      <FoundRadios configured={data?.items.map(({ name }) => name) ?? []} />
    </Page>
  );
}

function RadioCard({ radio, onDone }: { readonly radio: RadioItem; readonly onDone: () => void }) {
  const [isHelping, setHelping] = useState(false);
  const { may } = useSession();
  const { tone, text } = stateWord(radio);
  const done = recoveryWords(radio.recoveries);
  const { health } = radio;
  return (
    <Card
      title={
        <span className={styles.title}>
          <Icon name={isSimulated(radio) ? 'demo' : 'radio'} />
          <bdi>{radio.name}</bdi>
          <Badge tone={tone}>{text}</Badge>
          {isSimulated(radio) && <Badge tone="accent">Simulated</Badge>}
        </span>
      }
      actions={
        radio.canRecover &&
        may('control') && (
          <Button icon="refresh" onClick={() => setHelping(true)}>
            Start anew…
          </Button>
        )
      }
    >
      <p className={styles.words}>
        {kindWord(radio)}
        {health && <bdi>: {health.detail}</bdi>}
      </p>
      {health && health.status !== 'ok' && health.nextStep !== undefined && (
        <Notice tone={health.status === 'down' ? 'bad' : 'warn'} title="What to do">
          <bdi>
            <WithCode text={health.nextStep} />
          </bdi>
        </Notice>
      )}
      <dl className={styles.facts}>
        <Fact name="Adverts a minute">
          {Math.round(radio.advertsPerMinute).toLocaleString('en')}
        </Fact>
        <Fact name="Adverts so far">{radio.adverts.toLocaleString('en')}</Fact>
        <Fact name="Last one">
          {radio.lastHeard === undefined ? 'none yet' : <Ago time={radio.lastHeard} />}
        </Fact>
        <Fact name="So for">
          {radio.since === undefined ? '–' : <Ago time={radio.since} isSpan />}
        </Fact>
        {radio.kind !== 'recording' && (
          <Fact name="Counts as deaf after">{spanText(radio.watchdogS)}</Fact>
        )}
        <Fact name="Connections">
          {radio.connections}
          {radio.slotsFree !== undefined && ` of ${radio.connections + radio.slotsFree}`}
        </Fact>
      </dl>
      {done.length > 0 && (
        <div className={styles.done}>
          <h3>What was done to help it</h3>
          <ul>
            {done.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <HelpDialog
        radio={radio}
        isOpen={isHelping}
        onClose={() => setHelping(false)}
        onDone={onDone}
      />
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function HelpDialog({
  radio,
  isOpen,
  onClose,
  onDone,
}: {
  readonly radio: RadioItem;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const [busyStep, setBusyStep] = useState<StepId>();
  const recover = async (step: StepId) => {
    setBusyStep(step);
    try {
      await api.post(`radios/${encodeURIComponent(radio.name)}/recover`, { step });
      toast(`${radio.name}: done. Whether it helped shows in a moment.`, 'good');
      onClose();
      onDone();
    } catch (error) {
      toast(error instanceof ApiProblem ? error.detail : String(error), 'bad');
    } finally {
      setBusyStep(undefined);
    }
  };
  return (
    <Dialog isOpen={isOpen} title={`Start ${radio.name} anew`} onClose={onClose}>
      <p>A radio that went deaf is helped by itself. By hand, begin with the mildest:</p>
      <ol className={styles.steps}>
        {STEPS.map(({ id, title, words }) => (
          <li key={id}>
            <div>
              <h3>{title}</h3>
              <p>{words}</p>
            </div>
            <Button
              busy={busyStep === id}
              disabled={busyStep !== undefined}
              onClick={() => void recover(id)}
            >
              Do it<span className="visually-hidden">: {title}</span>
            </Button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
