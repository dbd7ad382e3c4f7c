// The past of some quantities: asked of the hub once, and then followed by what is heard live.

import type { HistoryChart } from '@bluebell/hub/api';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ApiProblem, api } from '../app/index.ts';
import { useKnown, useLink } from '../live/index.ts';
import { type Parts, type Point, pointsOf, since, withHeard } from './points.ts';
import { bucketMs, historyPath, lengthOf, type Shown, stretchOf } from './ranges.ts';

/** What is known of the stretch. */
export interface History {
  /** Points by quantity. One that is not here yet is being asked for. */
  readonly series: ReadonlyMap<string, readonly Point[]>;
  readonly parts: Parts;
  readonly isLoading: boolean;
  readonly problem: ApiProblem | undefined;
}

interface Loaded {
  /** What was asked for: device, stretch, number of points. */
  readonly key: string;
  readonly fromMs: number;
  readonly widthMs: number;
  readonly series: ReadonlyMap<string, readonly Point[]>;
}

const NOTHING: Loaded = { key: '', fromMs: 0, widthMs: 1, series: new Map() };

/** Asks for the stretch; what was there stays until the answer is. */
export function useHistory(
  deviceId: string,
  names: readonly string[],
  shown: Shown,
  points: number,
): History {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const [problem, setProblem] = useState<ApiProblem>();
  const [isLoading, setLoading] = useState(true);
  const link = useLink();
  const known = useKnown(deviceId);
  const intervalS = known?.item.intervalS;
  const intervalMs = intervalS === undefined ? undefined : intervalS * 1_000;
  // What was missed while the link was lost, or while nobody looked, is asked for afterwards.
  const isVisible = useIsVisible();
  const round = useRounds(link === 'open' && isVisible);
  const place =
    shown.kind === 'fixed' ? `${shown.fromMs}-${shown.toMs}` : `${shown.range}, ${round}`;
  const key = `${deviceId} ${place} ${points}`;
  const latest = useRef(loaded);
  useEffect(() => {
    latest.current = loaded;
  });
  const wanted = names.join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` and `wanted` hold all that matters.
  useEffect(() => {
    const before = latest.current.key === key ? latest.current : undefined;
    const missing = names.filter((name) => !before?.series.has(name));
    if (missing.length === 0) {
      setLoading(false);
      return;
    }
    const abort = new AbortController();
    const stretch = stretchOf(shown, Date.now());
    setLoading(true);
    setProblem(undefined);
    const asked = missing.map(async (name): Promise<[string, readonly Point[]]> => {
      const path = historyPath(deviceId, name, stretch, points);
      const { points: items } = await api.get<HistoryChart>(path, { signal: abort.signal });
      return [name, pointsOf(items)];
    });
    Promise.all(asked)
      .then((answers) => {
        if (abort.signal.aborted) return;
        setLoaded((now) => ({
          key,
          fromMs: before ? now.fromMs : stretch.fromMs,
          widthMs: bucketMs(stretch, points),
          series: new Map([...(before ? now.series : []), ...answers]),
        }));
        setLoading(false);
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, 'PAGE', String(error)));
        setLoading(false);
      });
    return () => abort.abort();
  }, [key, wanted]);

  const news = known?.news;
  const item = known?.item;
  const isFollowing = shown.kind === 'following';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each news.
  useEffect(() => {
    if (!isFollowing || !news || !item) return;
    const timeMs = Date.parse(news.time);
    if (!Number.isFinite(timeMs)) return;
    setLoaded((now) => {
      if (now.key !== key) return now;
      const heard = [...news.changed].flatMap((name): [string, readonly Point[]][] => {
        const points = now.series.get(name);
        const value = numberOf(item, name);
        if (!points || value === undefined) return [];
        const parts = { fromMs: now.fromMs, widthMs: now.widthMs, intervalMs };
        const joined = withHeard(points, { timeMs, value }, parts);
        return [[name, since(joined, timeMs - lengthOf(shown))]];
      });
      return heard.length === 0 ? now : { ...now, series: new Map([...now.series, ...heard]) };
    });
  }, [news]);

  const { fromMs, widthMs, series } = loaded;
  return { series, parts: { fromMs, widthMs, intervalMs }, isLoading, problem };
}

/** Whether the tab is looked at: one that is not gets many updates as one. */
function useIsVisible(): boolean {
  return useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** How often something has become true again. */
function useRounds(isTrue: boolean): number {
  const [rounds, setRounds] = useState(0);
  const before = useRef(isTrue);
  const hasBeen = useRef(isTrue);
  useEffect(() => {
    if (isTrue && !before.current && hasBeen.current) setRounds((count) => count + 1);
    before.current = isTrue;
    hasBeen.current ||= isTrue;
  }, [isTrue]);
  return rounds;
}

/** A value as a chart draws it. */
function numberOf(
  item: { readonly values: object; readonly isHome?: boolean | undefined },
  name: string,
): number | undefined {
  // The cast holds: both are asked for a name that they may not have.
  const all = { ...item, ...item.values } as Readonly<Record<string, unknown>>;
  const value = Object.hasOwn(all, name) ? all[name] : undefined;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
