// How a device is heard: by whom, how often, and how much is lost on the way.

import type { DayItem } from '@bluebell/hub/api';
import { useEffect, useMemo } from 'react';
import { useQuery } from '../../app/index.ts';
import { Badge, Card, Table } from '../../kit/index.ts';
import { type DeviceItem, live, useDevice } from '../../live/index.ts';
import { Age } from '../home/age.tsx';
import { Signal } from '../home/signal.tsx';
import styles from './device.module.css';
import { intervalWords, signalWords } from './device-words.ts';
import { type HourHeard, hoursHeard, lossesOf } from './reception.ts';

type Receiver = DeviceItem['receivers'][number];

/** Counts are asked for anew so often. */
const EVERY_MS = 5 * 60_000;

/** Receivers, interval, losses. */
export function Reception({ id }: { readonly id: string }) {
  const device = useDevice(id);
  const { data, reload } = useQuery<DayItem>(`devices/${id}/day`);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  // What was heard since the answer is not in its counts, and must not be expected in them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time of each answer.
  const nowMs = useMemo(() => live.nowMs(), [data]);
  if (!device) return null;
  const { receivers, intervalS, radio } = device;
  const { sightings } = data ?? {};
  const hours = sightings
    ? hoursHeard(sightings.values, Date.parse(sightings.from), intervalS, nowMs)
    : [];
  const losses = lossesOf(hours, nowMs);
  return (
    <Card title="Reception">
      <dl className={styles.list}>
        <div>
          <dt>Usual interval</dt>
          <dd>{intervalS === undefined ? 'not learnt yet' : intervalWords(intervalS)}</dd>
        </div>
        <div>
          <dt>Missed in the last whole hour</dt>
          <dd>
            {losses === undefined ? (
              'cannot be told yet'
            ) : (
              <>
                about {losses.missedPercent} %{' '}
                <span className={styles.quiet}>
                  ({losses.heard} of about {losses.expected} packets heard)
                </span>
              </>
            )}
          </dd>
        </div>
      </dl>
      {hours.length > 1 && <Hours hours={hours} />}
      {receivers.length === 0 ? (
        <p className={styles.quiet}>No radio has heard it lately.</p>
      ) : (
        <Table<Receiver>
          caption="Receivers"
          rows={receivers}
          rowKey={({ receiver }) => receiver}
          columns={[
            {
              id: 'receiver',
              title: 'Receiver',
              cell: ({ receiver }) => (
                <span className={styles.receiver}>
                  <bdi>{receiver}</bdi>
                  {receiver === radio && receivers.length > 1 && <Badge tone="good">Best</Badge>}
                </span>
              ),
            },
            {
              id: 'signal',
              title: 'Signal',
              cell: ({ rssiDbm }) => (
                <span className={styles.receiver}>
                  <Signal rssiDbm={rssiDbm} />
                  <span className={styles.nowrap}>{rssiDbm} dBm</span>
                  <span className={styles.quiet}>{signalWords(rssiDbm)}</span>
                </span>
              ),
            },
            {
              id: 'heard',
              title: 'Heard',
              isNumber: true,
              cell: ({ lastSeen }) => (lastSeen === undefined ? '–' : <Age time={lastSeen} />),
            },
          ]}
        />
      )}
    </Card>
  );
}

const WIDTH = 240;
const HEIGHT = 44;
const hourOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** Packets by hour as bars; the pale part of each was expected and not heard. */
function Hours({ hours }: { readonly hours: readonly HourHeard[] }) {
  const most = Math.max(1, ...hours.map(({ heard, expected = 0 }) => Math.max(heard, expected)));
  const step = WIDTH / hours.length;
  const total = hours.reduce((sum, { heard }) => sum + heard, 0);
  const label = `Packets heard by hour: ${total} in ${hours.length} hours`;
  return (
    <figure className={styles.hours}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {hours.map(({ fromMs, heard, expected = 0 }, i) => {
          const bar = (count: number) => (HEIGHT * Math.min(count, most)) / most;
          return (
            <g key={fromMs}>
              <title>{`${hourOfDay.format(fromMs)}: ${heard} packets`}</title>
              <rect
                x={i * step + 0.8}
                width={Math.max(0.5, step - 1.6)}
                y={HEIGHT - bar(expected)}
                height={bar(expected)}
                className={styles.expected}
              />
              <rect
                x={i * step + 0.8}
                width={Math.max(0.5, step - 1.6)}
                y={HEIGHT - bar(heard)}
                height={bar(heard)}
                className={styles.heard}
              />
            </g>
          );
        })}
      </svg>
      <figcaption>Packets heard by hour; pale: expected, and not heard</figcaption>
    </figure>
  );
}
