// Forgetting a device: what goes, and what may come back.

import { useState } from 'react';
import { ApiProblem, api, go, toast } from '../../app/index.ts';
import { Button, Card, Dialog, Notice, Switch } from '../../kit/index.ts';
import type { DeviceItem } from '../../live/index.ts';
import styles from './device.module.css';
import { nameOf } from './device-words.ts';

/** The card and its question. */
export function Forget({
  device,
  canChange,
}: {
  readonly device: DeviceItem;
  readonly canChange: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const [withHistory, setWithHistory] = useState(false);
  const [withConfiguration, setWithConfiguration] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const forget = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const query = `history=${withHistory}&configuration=${withConfiguration}`;
      await api.delete(`devices/${device.id}?${query}`);
      setOpen(false);
      toast('Forgotten');
      go('#/', { replace: true });
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Card title="Forget this device">
      <p className={styles.quiet}>
        For a device that was given away, or a stranger. One that goes on sending is found again.
      </p>
      <div>
        <Button kind="danger" icon="trash" disabled={!canChange} onClick={() => setOpen(true)}>
          Forget…
        </Button>
      </div>
      <Dialog
        isOpen={isOpen}
        title={
          <>
            Forget <bdi>{nameOf(device)}</bdi>?
          </>
        }
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button kind="danger" busy={isBusy} onClick={() => void forget()}>
              Forget
            </Button>
          </>
        }
      >
        <ul className={styles.consequences}>
          <li>Its values and its place on the dashboard go at once.</li>
          <li>Home Assistant and others are told that it is gone; automations with it stop.</li>
          <li>
            If it goes on sending and new devices are let in, it comes back
            {withConfiguration ? ' as a stranger' : ' under its name'}.
          </li>
        </ul>
        <Switch
          isOn={withHistory}
          onChange={setWithHistory}
          label="Its history too"
          hint="All that was measured and happened. It cannot be brought back."
        />
        <Switch
          isOn={withConfiguration}
          onChange={setWithConfiguration}
          label="Its settings too"
          hint="Its name, its options and its key leave the configuration."
        />
        {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      </Dialog>
    </Card>
  );
}
