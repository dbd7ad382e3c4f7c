// The values of a device now, each with its age.

import type { ValueList } from '@bluebell/hub/api';
import { useRef } from 'react';
import { useQuery, useSetting } from '../../app/index.ts';
import { Card, classNames, Icon } from '../../kit/index.ts';
import { formatValue, quantityTitle, useKnown } from '../../live/index.ts';
import { Age } from '../home/age.tsx';
import { lookOf } from '../home/quantity-look.ts';
import styles from './device.module.css';

/** A tile for each quantity. */
export function Values({ id }: { readonly id: string }) {
  const known = useKnown(id);
  const temperature = useSetting('temperatureUnit');
  const times = useTimes(id);
  const values = Object.entries(known?.item.values ?? {}).sort(
    ([one], [other]) => lookOf(one).rank - lookOf(other).rank || one.localeCompare(other, 'en'),
  );
  if (values.length === 0) {
    return (
      <Card title="Values">
        <p className={styles.quiet}>It has not told any value yet.</p>
      </Card>
    );
  }
  return (
    <section aria-label="Values" className={styles.values}>
      {values.map(([name, value]) => {
        const look = lookOf(name);
        const { text, unit } = formatValue(name, value, { units: { temperature } });
        const time = times.get(name);
        const isAlarm = value === true && look.alarm !== undefined;
        const isOff = value === false && look.iconOff !== undefined;
        return (
          <div key={name} className={classNames(styles.value, isAlarm && styles.alarm)}>
            <span className={styles.valueTitle}>
              <span style={{ color: `var(--q-${look.colour})` }}>
                <Icon name={isOff && look.iconOff ? look.iconOff : look.icon} size={18} />
              </span>
              {quantityTitle(name)}
            </span>
            <span className={classNames(styles.valueText, text.length > 12 && styles.long)}>
              <bdi>{text}</bdi>
              {unit !== '' && <small> {unit}</small>}
            </span>
            <span className={styles.valueAge}>
              {time === undefined ? ' ' : <Age time={time} />}
            </span>
          </div>
        );
      })}
    </section>
  );
}

/** When each value was heard: asked once, then followed. */
function useTimes(id: string): ReadonlyMap<string, string> {
  const { data } = useQuery<ValueList>(`devices/${id}/values`);
  const news = useKnown(id)?.news;
  const heard = useRef(new Map<string, string>());
  if (news) for (const name of news.changed) heard.current.set(name, news.time);
  const asked = (data?.items ?? []).flatMap(({ quantity, time }): [string, string][] =>
    time === undefined ? [] : [[quantity, time]],
  );
  return new Map([...asked, ...heard.current]);
}
