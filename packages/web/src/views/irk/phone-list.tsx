// The phones that are tracked: home or away, and removing one.

import type { PhoneItem } from '@bluebell/hub/api';
import { useState } from 'react';
import { api, toast } from '../../app/index.ts';
import { Badge, Button, Card, Dialog, Empty, Icon, Skeleton } from '../../kit/index.ts';
import { Ago } from '../ago.tsx';
import styles from './irk.module.css';

/** All phones. */
export function PhoneList({
  phones,
  onChanged,
}: {
  /** `undefined` until the hub answered. */
  readonly phones: readonly PhoneItem[] | undefined;
  readonly onChanged: () => void;
}) {
  return (
    <Card title="Phones">
      {phones === undefined ? (
        <Skeleton />
      ) : phones.length === 0 ? (
        <Empty title="No phone is tracked" icon="phone">
          Phones change their address all the time. With a phone's identity key the hub knows it all
          the same, and tells whether it is home.
        </Empty>
      ) : (
        <ul className={styles.list}>
          {phones.map((phone) => (
            <PhoneRow key={phone.id} phone={phone} onChanged={onChanged} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function PhoneRow({
  phone,
  onChanged,
}: {
  readonly phone: PhoneItem;
  readonly onChanged: () => void;
}) {
  const name = phone.name ?? phone.address ?? phone.id;
  return (
    <li className={styles.phone} data-phone={phone.id}>
      <span className={styles.icon}>
        <Icon name="phone" />
      </span>
      <div className={styles.words}>
        <bdi className={styles.name}>{name}</bdi>
        <p className={styles.details}>
          {phone.hasIrk ? 'identity key' : phone.address} ·{' '}
          {phone.lastSeen === undefined ? (
            'never heard'
          ) : (
            <>
              heard <Ago time={phone.lastSeen} />
            </>
          )}
          {phone.rssiDbm !== undefined && ` · ${phone.rssiDbm} dBm`}
          {` · away after ${Math.round(phone.awayAfterS)} s`}
        </p>
      </div>
      <Badge tone={phone.isHome ? 'good' : 'quiet'}>{phone.isHome ? 'home' : 'away'}</Badge>
      {phone.isConfigured && phone.name !== undefined ? (
        <Remove name={phone.name} onRemoved={onChanged} />
      ) : (
        <span className={styles.details}>from mi32cfg</span>
      )}
    </li>
  );
}

function Remove({ name, onRemoved }: { readonly name: string; readonly onRemoved: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await api.delete(`phones/${encodeURIComponent(name)}`);
      setAsked(false);
      onRemoved();
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button isSmall aria-label={`Remove ${name}`} onClick={() => setAsked(true)}>
        Remove
      </Button>
      <Dialog
        isOpen={isAsked}
        title="Stop tracking this phone?"
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button onClick={() => setAsked(false)}>Cancel</Button>
            <Button kind="danger" busy={isBusy} onClick={() => void remove()}>
              Stop tracking
            </Button>
          </>
        }
      >
        <p>
          The hub forgets the identity key of <bdi>{name}</bdi>. Nobody can get it back from the
          hub.
        </p>
      </Dialog>
    </>
  );
}
