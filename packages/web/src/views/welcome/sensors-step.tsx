// The third step: each sensor gets a name, and those that encrypt their key.

import { useState } from 'react';
import { ApiProblem, api, Link, toast, useSession } from '../../app/index.ts';
import { Badge, Button, TextInput } from '../../kit/index.ts';
import { type DeviceItem, formatValue, quantityTitle } from '../../live/index.ts';
import { needsKey } from './steps.ts';
import styles from './welcome.module.css';

const MOST_SHOWN = 40;
/** Of those that want nothing more. */
const MOST_DONE = 5;
const VALUES_SHOWN = 3;

/** A row for each sensor: those that want something first. */
export function SensorsStep({ devices }: { readonly devices: readonly DeviceItem[] }) {
  const sensors = devices
    .filter(({ kind }) => kind === 'sensor')
    .toSorted((one, other) => weight(one) - weight(other));
  const wanting = sensors.filter((device) => weight(device) < DONE).slice(0, MOST_SHOWN);
  const done = sensors.filter((device) => weight(device) === DONE).slice(0, MOST_DONE);
  const shown = [...wanting, ...done];
  if (sensors.length === 0) return <p className={styles.quiet}>As soon as one is heard.</p>;
  return (
    <>
      <p className={styles.quiet}>
        A name is what you see here, on MQTT and in Home Assistant. Sensors that encrypt need their
        bind key: <Link to="#/import">take over a mi32cfg file</Link> if you have one, or{' '}
        <Link to="#/keys">enter keys</Link>.
      </p>
      <ul className={styles.list}>
        {shown.map((device) => (
          <SensorRow key={device.id} device={device} />
        ))}
      </ul>
      {sensors.length > shown.length && (
        <p className={styles.quiet}>And {sensors.length - shown.length} more, in the live view.</p>
      )}
    </>
  );
}

const DONE = 2;

function weight(device: DeviceItem): number {
  if (needsKey(device)) return 0;
  return device.name === undefined ? 1 : DONE;
}

function SensorRow({ device }: { readonly device: DeviceItem }) {
  const { id, address, name, model, product, values } = device;
  const shown = Object.entries(values).slice(0, VALUES_SHOWN);
  return (
    <li>
      <span className={styles.listWords}>
        <bdi className={styles.sensorName}>{name ?? model ?? product ?? 'A sensor'}</bdi>
        <span className={styles.quiet}>
          <span className={styles.mono}>{address}</span>
          {shown.map(([quantity, value]) => {
            const { text, unit } = formatValue(quantity, value);
            return (
              <span key={quantity}>
                {' · '}
                {quantityTitle(quantity)} {text}
                {unit !== '' && ` ${unit}`}
              </span>
            );
          })}
        </span>
      </span>
      {needsKey(device) && (
        <Link to={`#/keys?device=${id}`} className={styles.keyLink}>
          <Badge tone="warn">Needs a key</Badge>
        </Link>
      )}
      {name === undefined ? <NameForm device={device} /> : <Badge tone="good">Named</Badge>}
    </li>
  );
}

function NameForm({ device: { id, address } }: { readonly device: DeviceItem }) {
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { may } = useSession();
  if (!may('control')) return null;
  const save = async () => {
    setBusy(true);
    try {
      await api.patch(`devices/${id}`, { name: name.trim() });
      toast('Named', 'good');
    } catch (error) {
      const words =
        error instanceof ApiProblem ? (error.errors[0]?.message ?? error.detail) : String(error);
      toast(words, 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void save();
      }}
    >
      <TextInput
        value={name}
        onChange={setName}
        placeholder="Name it"
        maxLength={64}
        aria-label={`Name of ${address}`}
      />
      <Button type="submit" busy={isBusy} disabled={name.trim() === ''}>
        Save
      </Button>
    </form>
  );
}
