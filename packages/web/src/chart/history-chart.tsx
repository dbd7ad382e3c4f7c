// The history of a device: which stretch, which quantities, the plots, and all of it in numbers.

import type { HistoryQuantities } from '@bluebell/hub/api';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { api, useQuery, useSetting } from '../app/index.ts';
import { Button, classNames, Icon, IconButton, Notice, Skeleton } from '../kit/index.ts';
import { useDevice } from '../live/index.ts';
import styles from './chart.module.css';
import { canBeDrawn, colourOf, groupsOf, inOrder, titleOf, usual } from './groups.ts';
import { Panel } from './panel.tsx';
import {
  csvPath,
  moved,
  pointsFor,
  RANGES,
  type Shown,
  scaledBy,
  stretchOf,
  zoomed,
} from './ranges.ts';
import { SummaryTable } from './summary-table.tsx';
import { useColours } from './use-colours.ts';
import { useHistory } from './use-history.ts';
import { useNow } from './use-now.ts';

/** More plots at once would be too much to look at. */
const MOST_QUANTITIES = 8;
/** The edge moves on so often at least. */
const SLOWEST_TICK_MS = 60_000;

/** The chart of one device. */
export default function HistoryChart({ deviceId }: { readonly deviceId: string }) {
  const [shown, setShown] = useState<Shown>({ kind: 'following', range: 'day' });
  const [chosen, setChosen] = useState<readonly string[]>();
  const offered = useOffered(deviceId);
  const names = chosen ?? usual(offered.names);
  const [box, points] = usePoints();
  const temperature = useSetting('temperatureUnit');
  const colours = useColours();
  const syncKey = useId();
  const history = useHistory(deviceId, names, shown, points);
  const isFollowing = shown.kind === 'following';
  const nowMs = useNow(
    Math.min(SLOWEST_TICK_MS, Math.max(1_000, history.parts.widthMs)),
    isFollowing,
  );
  const newestMs = Math.max(
    nowMs,
    ...[...history.series.values()].map((all) => all.at(-1)?.timeMs ?? 0),
  );
  const stretch = stretchOf(shown, newestMs);
  const listed = names.join();
  const groups = useMemo(() => groupsOf(listed.split(','), temperature), [listed, temperature]);
  const drawn = names.filter((name) => history.series.has(name));
  const isEmpty = drawn.length > 0 && drawn.every((name) => history.series.get(name)?.length === 0);
  const toggle = (name: string) => {
    const others = names.filter((one) => one !== name);
    const isOn = others.length < names.length;
    if (isOn ? others.length > 0 : true) {
      setChosen(isOn ? others : inOrder([...names, name]).slice(0, MOST_QUANTITIES));
    }
  };
  if (offered.names.length === 0) {
    return offered.isLoading ? <Skeleton shape="card" /> : <p>Nothing was measured yet.</p>;
  }
  return (
    <div className={styles.chart} ref={box} data-chart={history.isLoading ? 'loading' : 'ready'}>
      <div className={styles.tools}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row everywhere. */}
        <div className={styles.ranges} role="group" aria-label="Stretch of time">
          {RANGES.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              className={styles.range}
              aria-pressed={isFollowing && shown.range === id}
              onClick={() => setShown({ kind: 'following', range: id })}
            >
              {title}
            </button>
          ))}
        </div>
        <div className={styles.moves}>
          <IconButton
            icon="chevron-left"
            label="Earlier"
            onClick={() => setShown(moved(shown, -1, Date.now()))}
          />
          <IconButton
            icon="chevron-right"
            label="Later"
            disabled={isFollowing}
            onClick={() => setShown(moved(shown, 1, Date.now()))}
          />
          <IconButton
            icon="plus"
            label="Zoom in"
            onClick={() => setShown(scaledBy(shown, 0.5, Date.now()))}
          />
          <IconButton
            icon="minus"
            label="Zoom out"
            onClick={() => setShown(scaledBy(shown, 2, Date.now()))}
          />
        </div>
        <a className={styles.download} href={api.url(csvPath(deviceId, names, stretch))} download>
          <Icon name="download" size={18} /> CSV
        </a>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div className={styles.quantities} role="group" aria-label="Quantities">
        {offered.names.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.quantity}
            aria-pressed={names.includes(name)}
            onClick={() => toggle(name)}
          >
            <i className={styles.dot} style={{ background: `var(${colourOf(name)})` }} />
            {titleOf(name)}
          </button>
        ))}
      </div>
      {history.problem && (
        <Notice tone="bad" title="The history could not be read">
          {history.problem.message}
        </Notice>
      )}
      <div className={classNames(styles.panels, history.isLoading && styles.waits)}>
        {groups.map((group) => (
          <Panel
            key={group.key}
            group={group}
            series={history.series}
            parts={history.parts}
            fromMs={stretch.fromMs}
            toMs={stretch.toMs}
            isLive={isFollowing}
            temperature={temperature}
            colours={colours}
            syncKey={syncKey}
            onZoom={(fromMs, toMs) => setShown(zoomed(fromMs, toMs))}
          />
        ))}
      </div>
      {isEmpty && <p className={styles.nothing}>Nothing was heard in this stretch of time.</p>}
      {!isFollowing && (
        <p className={styles.fixed}>
          You see a stretch of the past.{' '}
          <Button isSmall onClick={() => setShown({ kind: 'following', range: 'day' })}>
            Back to now
          </Button>
        </p>
      )}
      <SummaryTable
        names={names}
        series={history.series}
        stretch={stretch}
        temperature={temperature}
      />
    </div>
  );
}

/** What there is a past of, and what is heard now. */
function useOffered(deviceId: string) {
  const path = `devices/${encodeURIComponent(deviceId)}/history/quantities`;
  const { data, isLoading } = useQuery<HistoryQuantities>(path);
  const values = useDevice(deviceId)?.values;
  const heard = values ? Object.keys(values).join() : '';
  const names = useMemo(
    () => inOrder([...new Set([...(data?.items ?? []), ...heard.split(',')])].filter(canBeDrawn)),
    [data, heard],
  );
  return { names, isLoading };
}

/** The room there is, as points. Small changes of it are no reason to ask again. */
function usePoints() {
  const box = useRef<HTMLDivElement>(null);
  const [points, setPoints] = useState(() => pointsFor(Math.min(960, window.innerWidth)));
  useEffect(() => {
    const onResize = () => {
      const room = pointsFor(box.current?.clientWidth ?? window.innerWidth);
      setPoints((before) => (Math.abs(room - before) > before / 3 ? room : before));
    };
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  return [box, points] as const;
}
