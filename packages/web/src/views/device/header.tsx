// What a device is, and how it stands: the lines under its name.

import { Link } from '../../app/index.ts';
import { Badge, Icon, Notice } from '../../kit/index.ts';
import { type DeviceItem, live } from '../../live/index.ts';
import { Age } from '../home/age.tsx';
import { Battery, Signal } from '../home/signal.tsx';
import { troubleOf } from '../home/trouble.ts';
import styles from './device.module.css';
import { stateOf } from './device-words.ts';

/** Model, address, state, battery, signal, age. */
export function Facts({ device }: { readonly device: DeviceItem }) {
  const { model, vendor, product, address, rssiDbm, lastSeen, values, kind } = device;
  const state = stateOf(device);
  const { battery } = values;
  const what = [vendor, model].filter(Boolean).join(' ') || (kind === 'phone' ? 'Phone' : '');
  return (
    <span className={styles.facts}>
      <span className={styles.fact} title={state.why}>
        <Badge tone={state.tone}>{state.text}</Badge>
      </span>
      {what !== '' && (
        <span>
          <bdi>{what}</bdi> {product !== undefined && product !== model && <bdi>({product})</bdi>}
        </span>
      )}
      <code className={styles.fact}>{address}</code>
      {typeof battery === 'number' && (
        <span className={styles.fact}>
          <Battery percent={battery} />
        </span>
      )}
      {rssiDbm !== undefined && (
        <span className={styles.fact}>
          <Signal rssiDbm={rssiDbm} /> {rssiDbm} dBm
        </span>
      )}
      {lastSeen !== undefined && (
        <span className={styles.fact} title="Last heard">
          <Icon name="clock" size={16} />
          <span className="visually-hidden">Last heard </span>
          <Age time={lastSeen} />
        </span>
      )}
    </span>
  );
}

/** Why the device is dim, and where it can be mended. Nothing where all is well. */
export function TroubleNotice({ device }: { readonly device: DeviceItem }) {
  const trouble = troubleOf(device, live.nowMs());
  if (!trouble) return null;
  const isKey = trouble.to?.startsWith('#/keys') ?? false;
  const to = `#/devices/${device.id}?tab=${isKey ? 'setup' : 'why'}`;
  return (
    <Notice
      tone={trouble.tone === 'bad' ? 'warn' : trouble.tone}
      title={trouble.text}
      actions={<Link to={to}>{isKey ? 'Enter its key' : 'Find out why'}</Link>}
    >
      {isKey
        ? 'What it sends is encrypted, and cannot be read without the right key. Values below are the last that could be read.'
        : 'Values below are the last that were heard.'}
    </Notice>
  );
}
