// What the hub would take of a file, and giving it over.

import type { ImportApply, ImportDone, ImportPreview } from '@bluebell/hub/api';
import { useState } from 'react';
import { Badge, Button, Card, Notice, Switch } from '../../kit/index.ts';
import { HubRows } from './hub-rows.tsx';
import styles from './import.module.css';

/** The hub's side of an import. */
export interface HubImport {
  readonly preview: (text: string) => Promise<ImportPreview>;
  readonly apply: (
    text: string,
    choices: NonNullable<ImportApply['choices']>,
  ) => Promise<ImportDone>;
}

/** Where we are with it. All is of one text: another one begins anew. */
type Step =
  | { readonly kind: 'asked'; readonly text: string; readonly preview: ImportPreview }
  | { readonly kind: 'done'; readonly text: string; readonly done: ImportDone }
  | { readonly kind: 'failed'; readonly text: string; readonly why: string };

const FORMATS: Readonly<Record<NonNullable<ImportPreview['format']>, string>> = {
  mi32cfg: 'mi32cfg of Tasmota',
  theengs: 'Theengs gateway',
  ble_monitor: 'ble_monitor of Home Assistant',
  esphome: 'ESPHome',
};

/** Preview and import. */
export function HubCard({ hub, text }: { readonly hub: HubImport; readonly text: string }) {
  const [step, setStep] = useState<Step>();
  const [isBusy, setBusy] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [doesReplace, setReplace] = useState(false);
  const now = step?.text === text ? step : undefined;

  const run = async (ask: () => Promise<Step>) => {
    setBusy(true);
    try {
      setStep(await ask());
    } catch (error) {
      setStep({
        kind: 'failed',
        text,
        why: error instanceof Error ? error.message : String(error),
      });
    } finally {
      setBusy(false);
    }
  };
  const preview = () =>
    run(async () => {
      const answer = await hub.preview(text);
      setLeft(new Set());
      return { kind: 'asked', text, preview: answer };
    });
  const rows = now?.kind === 'asked' ? now.preview.rows : [];
  const chosen = rows.filter(({ device, taken }) => taken.length > 0 && !left.has(device));
  const apply = () =>
    run(async () => {
      const devices = chosen.map(({ device }) => device);
      const done = await hub.apply(text, { replace: doesReplace, devices });
      return { kind: 'done', text, done };
    });

  return (
    <Card
      title="Into this hub"
      actions={
        <Button busy={isBusy && now === undefined} onClick={() => void preview()}>
          {now?.kind === 'asked' ? 'Ask again' : 'Show what it would take'}
        </Button>
      }
    >
      <div className={styles.stack} aria-live="polite">
        {now === undefined && (
          <p className={styles.quiet}>
            Nothing is changed before you have seen what the hub would take of this file.
          </p>
        )}
        {now?.kind === 'failed' && <Notice tone="bad">{now.why}</Notice>}
        {now?.kind === 'asked' && (
          <>
            <div className={styles.badges}>
              <Badge tone={now.preview.format ? 'accent' : 'bad'}>
                {now.preview.format ? FORMATS[now.preview.format] : 'Nothing the hub knows'}
              </Badge>
              <Badge>{`${rows.length} ${rows.length === 1 ? 'device' : 'devices'}`}</Badge>
            </div>
            <Problems problems={now.preview.problems} />
            <HubRows rows={rows} left={left} onLeft={setLeft} />
            {rows.some(({ isKnown }) => isKnown) && (
              <Switch
                isOn={doesReplace}
                onChange={setReplace}
                label="The file wins over what is configured"
                hint="Else names and keys that the hub has already stay as they are."
              />
            )}
            <div className={styles.buttons}>
              <Button
                kind="primary"
                icon="import"
                busy={isBusy}
                disabled={chosen.length === 0}
                onClick={() => void apply()}
              >
                {`Import ${chosen.length} ${chosen.length === 1 ? 'device' : 'devices'}`}
              </Button>
            </div>
          </>
        )}
        {now?.kind === 'done' && <Done done={now.done} />}
      </div>
    </Card>
  );
}

function Problems({ problems }: { readonly problems: ImportPreview['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <Notice tone="warn" title="What the hub finds wrong">
      <ul className={styles.plainList}>
        {problems.slice(0, 50).map(({ message, line, column }) => (
          <li key={`${line} ${column} ${message}`}>
            {line === undefined
              ? ''
              : `Line ${line}${column === undefined ? '' : `, column ${column}`}: `}
            {message}
          </li>
        ))}
        {problems.length > 50 && <li>{`and ${problems.length - 50} more`}</li>}
      </ul>
    </Notice>
  );
}

function Done({ done }: { readonly done: ImportDone }) {
  return (
    <>
      <Notice
        tone={done.taken > 0 ? 'good' : 'warn'}
        title={
          done.taken > 0
            ? `${done.taken} ${done.taken === 1 ? 'device was' : 'devices were'} taken over`
            : 'Nothing was taken over'
        }
      >
        {done.restartRequired.length > 0 &&
          `These settings hold after a restart of the hub: ${done.restartRequired.join(', ')}.`}
      </Notice>
      <Problems problems={done.problems} />
    </>
  );
}
