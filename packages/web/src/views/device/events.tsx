// What happened at a device: presses, turns, rings; the newest first.

import type { EventList } from '@bluebell/hub/api';
import { useEffect, useState } from 'react';
import { ApiProblem, api, toast, useQuery } from '../../app/index.ts';
import { Button, Card, Icon, Skeleton } from '../../kit/index.ts';
import { useKnown } from '../../live/index.ts';
import { eventIcon, eventWords } from '../home/event-words.ts';
import styles from './device.module.css';
import { byDay, joined, keyOf, MOST_EVENTS, type ShownEvent } from './event-list.ts';

/** Events of a page. */
const PAGE = 12;

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The list. */
export function Events({ id }: { readonly id: string }) {
  const path = `devices/${id}/events?limit=${PAGE}`;
  const { data, problem, isLoading } = useQuery<EventList>(path);
  const [live, setLive] = useState<readonly ShownEvent[]>([]);
  const [older, setOlder] = useState<EventList>();
  const [isAsking, setAsking] = useState(false);
  const news = useKnown(id)?.news;
  useEffect(() => {
    if (!news || news.events.length === 0) return;
    const heard = news.events
      .map((event): ShownEvent => ({ ...event, time: news.time }))
      .toReversed();
    setLive((before) => joined(heard, before));
  }, [news]);
  const events = joined(live, joined(data?.items ?? [], older?.items ?? []));
  const next = (older ?? data)?.next;
  const more = async () => {
    if (next === undefined) return;
    setAsking(true);
    try {
      const page = await api.get<EventList>(`${path}&cursor=${encodeURIComponent(next)}`);
      setOlder((before) => ({ ...page, items: [...(before?.items ?? []), ...page.items] }));
    } catch (error) {
      toast(error instanceof ApiProblem ? error.message : String(error), 'bad');
    } finally {
      setAsking(false);
    }
  };
  return (
    <Card title="Events">
      {events.length === 0 && isLoading && <Skeleton lines={3} />}
      {events.length === 0 && !isLoading && (
        <p className={styles.quiet}>
          {problem
            ? problem.message
            : 'Nothing happened yet. Presses, turns and the like stand here as they come.'}
        </p>
      )}
      {byDay(events, (timeMs) => day.format(timeMs)).map((one) => (
        <div key={one.day}>
          <h3 className={styles.day}>{one.day}</h3>
          <ul className={styles.events}>
            {one.events.map((event) => (
              <li key={keyOf(event)} className={styles.event}>
                <Icon name={eventIcon(event)} size={18} />
                <span>
                  <bdi>{eventWords(event)}</bdi>
                </span>
                <time dateTime={event.time}>{clock.format(Date.parse(event.time) || 0)}</time>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {next !== undefined && events.length < MOST_EVENTS && (
        <div>
          <Button onClick={() => void more()} busy={isAsking}>
            Show earlier ones
          </Button>
        </div>
      )}
    </Card>
  );
}
