// The widget of one device. It draws itself again when its own device has news, and at no other time.

import { memo } from 'react';
import { Link } from '../../app/router.tsx';
import { useSetting } from '../../app/settings.ts';
import { Icon } from '../../kit/icon.tsx';
import type { Day } from '../../live/day-strip.ts';
import type { LastEvent, News } from '../../live/device-store.ts';
import {
  type DeviceItem,
  formatValue,
  live,
  quantityTitle,
  useDay,
  useKnown,
} from '../../live/index.ts';
import { Age } from './age.tsx';
import { eventIcon, eventWords } from './event-words.ts';
import { titleOf } from './order.ts';
import { Battery, Signal } from './signal.tsx';
import { Strip } from './strip.tsx';
import { type Trouble, troubleOf } from './trouble.ts';
import styles from './widget.module.css';
import { colourOf, type Reading, type WidgetParts, widgetParts } from './widget-parts.ts';

/** The widget of the device with this id. */
export const Widget = memo(function Widget({ id }: { readonly id: string }) {
  const known = useKnown(id);
  useSetting('temperatureUnit');
  if (!known) return null;
  const { item, news, lastEvent } = known;
  const title = titleOf(item);
  const trouble = troubleOf(item, live.nowMs());
  const parts = widgetParts(item);
  const { battery } = item.values;
  return (
    <article
      className={styles.widget}
      data-device={id}
      data-colour={colourOf(parts)}
      data-dim={trouble !== undefined || undefined}
      aria-label={title}
    >
      <header className={styles.head}>
        <h3 className={styles.name} title={title}>
          <Link to={`#/devices/${id}`}>
            <bdi>{title}</bdi>
          </Link>
        </h3>
        <NewsDot news={news} />
      </header>
      <Body item={item} parts={parts} lastEvent={lastEvent} />
      <Foot item={item} trouble={trouble} battery={battery} />
    </article>
  );
});

/** Shrinks and fades once over nine seconds, from anew with each news. */
function NewsDot({ news }: { readonly news: News | undefined }) {
  return (
    <span className={styles.dotPlace} aria-hidden="true">
      {news && <span key={news.count} className={styles.dot} data-news={news.count} />}
    </span>
  );
}

function Body({
  item,
  parts,
  lastEvent,
}: {
  readonly item: DeviceItem;
  readonly parts: WidgetParts;
  readonly lastEvent: LastEvent | undefined;
}) {
  if (item.kind === 'phone') return <Presence isHome={item.isHome} />;
  return (
    <>
      <div className={styles.large}>
        {parts.large.map((reading) => (
          <Large key={reading.name} id={item.id} reading={reading} />
        ))}
        {parts.hasEvents && <EventBody item={item} last={lastEvent} />}
      </div>
      <SmallReadings readings={parts.small} lastEvent={parts.hasEvents ? undefined : lastEvent} />
    </>
  );
}

function Large({ id, reading }: { readonly id: string; readonly reading: Reading }) {
  const { name, value, look } = reading;
  const day = useDay(id);
  const mode = useSetting('strip');
  const { text, unit } = formatValue(name, value);
  const isWord = typeof value !== 'number';
  const alarm = value === true ? look.alarm : undefined;
  const strip = isWord ? stripOfWord(name, day) : name;
  return (
    <div className={styles.reading} data-colour={look.colour} data-alarm={alarm}>
      <p className={styles.label}>{quantityTitle(name)}</p>
      <p className={isWord ? styles.word : styles.number}>
        {isWord && (
          <Icon name={value === false ? (look.iconOff ?? look.icon) : look.icon} size={26} />
        )}
        <span className={styles.text}>
          <bdi>{text}</bdi>
        </span>
        {unit !== '' && <span className={styles.unit}>{unit}</span>}
      </p>
      <Strip name={strip} day={day.get(strip)} mode={mode} />
    </div>
  );
}

/** What has no numbers shows how often it was heard; what moves, how often it moved. */
function stripOfWord(name: string, day: Day): string {
  return name === 'motion' && day.has('motionSigns') ? 'motionSigns' : 'sightings';
}

function EventBody({
  item,
  last,
}: {
  readonly item: DeviceItem;
  readonly last: LastEvent | undefined;
}) {
  const day = useDay(item.id);
  const mode = useSetting('strip');
  const isWaiting = last === undefined && item.dialSum === undefined;
  return (
    <div className={styles.reading} data-colour="sightings">
      <p className={styles.label}>{isWaiting ? 'Nothing yet' : 'Last event'}</p>
      <p className={styles.word}>
        <Icon name={eventIcon(last?.event)} size={26} />
        <span className={styles.text}>{last ? eventWords(last.event) : waitingWords(item)}</span>
        {last && (
          <span className={styles.ago}>
            <Age time={last.time} />
          </span>
        )}
      </p>
      {item.dialSum === undefined ? (
        <Strip name="sightings" day={day.get('sightings')} mode={mode} />
      ) : (
        <Dial sum={item.dialSum} />
      )}
    </div>
  );
}

function waitingWords({ exposes, lastSeen, dialSum }: DeviceItem): string {
  if (dialSum !== undefined) return 'Not turned yet';
  if (exposes.length > 0 || lastSeen === undefined) return 'Waiting for values';
  return 'Waiting for a press';
}

/** The sum of a dial's steps, twenty to a turn. */
function Dial({ sum }: { readonly sum: number }) {
  const angle = ((sum % 20) / 20) * 2 * Math.PI;
  return (
    <p className={styles.dial}>
      <svg width={26} height={26} viewBox="0 0 26 26" aria-hidden="true">
        <circle cx={13} cy={13} r={11} className={styles.track} />
        <circle
          cx={13 + 7 * Math.sin(angle)}
          cy={13 - 7 * Math.cos(angle)}
          r={2.6}
          className={styles.knob}
        />
      </svg>
      <span>{sum > 0 ? `+${sum}` : String(sum).replace('-', '−')} steps in all</span>
    </p>
  );
}

function Presence({ isHome }: { readonly isHome: boolean | undefined }) {
  const word = isHome === undefined ? 'Not seen yet' : isHome ? 'Home' : 'Away';
  return (
    <div className={styles.large}>
      <div className={styles.reading} data-colour="sightings">
        <p className={styles.label}>Presence</p>
        <p className={styles.word}>
          <Icon name={isHome === true ? 'home' : 'phone'} size={26} />
          <span className={styles.text}>{word}</span>
        </p>
        <div className={styles.strip} />
      </div>
    </div>
  );
}

function SmallReadings({
  readings,
  lastEvent,
}: {
  readonly readings: readonly Reading[];
  readonly lastEvent: LastEvent | undefined;
}) {
  const isAlone = ({ look }: Reading) =>
    readings.filter((other) => other.look.icon === look.icon).length === 1;
  return (
    <ul className={styles.small}>
      {lastEvent && (
        <li title="Last event">
          <Icon name={eventIcon(lastEvent.event)} size={16} />
          {eventWords(lastEvent.event)}
        </li>
      )}
      {readings.map((reading) => {
        const { name, value, look } = reading;
        const { text, unit } = formatValue(name, value);
        const isYes = value === true;
        return (
          <li key={name} title={quantityTitle(name)} data-alarm={isYes ? look.alarm : undefined}>
            {isAlone(reading) ? (
              <>
                <Icon name={value === false ? (look.iconOff ?? look.icon) : look.icon} size={16} />
                <span className="visually-hidden">{quantityTitle(name)}: </span>
              </>
            ) : (
              // Two of one icon are told apart by words.
              <span>{quantityTitle(name)}</span>
            )}
            <bdi className={styles.smallText}>{unit === '' ? text : `${text} ${unit}`}</bdi>
          </li>
        );
      })}
    </ul>
  );
}

function Foot({
  item,
  trouble,
  battery,
}: {
  readonly item: DeviceItem;
  readonly trouble: Trouble | undefined;
  readonly battery: unknown;
}) {
  // What was told long ago of reception and battery is no news: its place is for the reason.
  const isSilent = trouble !== undefined && item.isOnline === false;
  return (
    <footer className={styles.foot}>
      {trouble ? (
        <span className={styles.trouble} data-tone={trouble.tone}>
          <Icon name={trouble.tone === 'quiet' ? 'info' : 'warning'} size={16} />
          {trouble.to === undefined ? (
            <span>{trouble.text}</span>
          ) : (
            <Link to={trouble.to}>{trouble.text}</Link>
          )}
        </span>
      ) : (
        <span className={styles.age} title="Last heard">
          {item.lastSeen !== undefined && <Age time={item.lastSeen} />}
        </span>
      )}
      {!isSilent && typeof battery === 'number' && <Battery percent={battery} />}
      {!isSilent && <Signal rssiDbm={item.rssiDbm} />}
    </footer>
  );
}
