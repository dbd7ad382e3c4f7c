// The key of a device: set, never shown, and tried at once on what it sends.

import type { KeyItem, KeyList } from '@bluebell/hub/api';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem, api, toast, useQuery } from '../../app/index.ts';
import { Button, Card, Dialog, Field, Notice, TextInput, type Tone } from '../../kit/index.ts';
import { type DeviceItem, useKnown } from '../../live/index.ts';
import { awaitedDeed } from '../keys/awaited-deed.ts';
import { typedKey } from '../keys/typed-key.ts';
import styles from './device.module.css';

/** What packets say of a key. */
interface KeyState {
  readonly verification: 'none' | 'waiting' | 'confirmed' | 'wrong';
  readonly packets: number;
}

const WORDS: Readonly<
  Record<KeyState['verification'], { readonly tone: Tone; readonly title: string }>
> = {
  none: { tone: 'quiet', title: 'It has no key' },
  waiting: { tone: 'accent', title: 'Waiting for an encrypted packet' },
  confirmed: { tone: 'good', title: 'The key is right' },
  wrong: { tone: 'bad', title: 'This key does not fit' },
};

/** While a key waits for its proof, it is asked for so often, besides at every packet. */
const ASK_MS = 3_000;

/** The card. */
export function KeyCard({
  device,
  canChange,
}: {
  readonly device: DeviceItem;
  readonly canChange: boolean;
}) {
  const path = `keys/${encodeURIComponent(device.address)}`;
  const { data: state, problem, reload } = useQuery<KeyState>(`${path}/verification`);
  const { data: keys, reload: reloadKeys } = useQuery<KeyList>('keys');
  const entry = keys?.items.find(({ address }) => address === device.address);
  const count = useKnown(device.id)?.news?.count;
  const { fault } = device;
  const isWaiting = state?.verification === 'waiting';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each packet may prove the key.
  useEffect(() => {
    if (isWaiting) reload();
  }, [count, fault]);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(reload, ASK_MS);
    return () => clearInterval(timer);
  }, [isWaiting, reload]);
  const renew = () => {
    reload();
    reloadKeys();
  };
  return (
    <Card title="Key">
      {problem && !state && <Notice tone="warn">{problem.message}</Notice>}
      {state && <KeyNotice state={state} device={device} entry={entry} />}
      {canChange && (
        <KeyForm
          path={path}
          hasKey={state !== undefined && state.verification !== 'none'}
          onDone={renew}
        />
      )}
    </Card>
  );
}

function KeyNotice({
  state,
  device,
  entry,
}: {
  readonly state: KeyState;
  readonly device: DeviceItem;
  readonly entry: KeyItem | undefined;
}) {
  const { tone, title } = WORDS[state.verification];
  const isNeeded = state.verification === 'none' && device.fault === 'missing_key';
  return (
    <div aria-live="polite">
      <Notice tone={isNeeded ? 'warn' : tone} title={isNeeded ? 'It needs its key' : title}>
        {entry?.problem ?? keyWords(state, device)}
      </Notice>
    </div>
  );
}

function keyWords({ verification, packets }: KeyState, device: DeviceItem): string {
  switch (verification) {
    case 'none':
      return device.fault === 'missing_key'
        ? 'What it sends is encrypted. The key is shown by the app of its maker, or by a tool that asks the cloud for it.'
        : 'Nothing that it sends has asked for one.';
    case 'waiting':
      return awaitedDeed(device);
    case 'confirmed':
      return `It opens what the device sends: ${packets === 1 ? '1 packet' : `${packets} packets`} so far.`;
    case 'wrong':
      return 'A packet came, and the key did not open it. A device that was paired anew has another key.';
  }
}

function KeyForm({
  path,
  hasKey,
  onDone,
}: {
  readonly path: string;
  readonly hasKey: boolean;
  readonly onDone: () => void;
}) {
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const typed = typedKey(text);
  const run = async (what: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setRefused(undefined);
    try {
      await what();
      setText('');
      toast(done, 'good');
      onDone();
    } catch (error) {
      const words =
        error instanceof ApiProblem ? (error.errors[0]?.message ?? error.message) : String(error);
      setRefused(words);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (typed.kind === 'key') void run(() => api.put(path, { key: typed.hex }), 'Key set');
      }}
    >
      <Field
        label={hasKey ? 'Another key' : 'Its key'}
        hint="32 hex digits, or 24 for old remotes. It is kept by the hub, and never shown again."
        error={refused ?? (typed.kind === 'problem' ? typed.text : undefined)}
      >
        <TextInput
          isMono
          value={text}
          onChange={setText}
          spellCheck={false}
          autoCapitalize="off"
          maxLength={200}
        />
      </Field>
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" busy={isBusy} disabled={typed.kind !== 'key'}>
          Set and try it
        </Button>
        {hasKey && (
          <Button kind="danger" disabled={isBusy} onClick={() => setAsking(true)}>
            Remove the key
          </Button>
        )}
      </div>
      <Dialog
        isOpen={isAsking}
        title="Remove the key?"
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false);
                void run(() => api.delete(path), 'Key removed');
              }}
            >
              Remove
            </Button>
          </>
        }
      >
        <p>
          The hub cannot read what the device encrypts until it gets a key again. The key is not
          shown anywhere: have it at hand if you may need it.
        </p>
      </Dialog>
    </form>
  );
}
