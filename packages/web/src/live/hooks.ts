// The live stream as hooks. Each draws again only when what it gives changes.

import type { HealthReportItem } from '@bluebell/hub/api';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Day } from './day-strip.ts';
import type { Known } from './device-store.ts';
import type { LinkState } from './link.ts';
import { live } from './live.ts';
import type { DeviceItem, TopicMessage } from './messages.ts';

/** A device and its last news; `undefined` for one that is not known. */
export function useKnown(id: string): Known | undefined {
  const subscribe = useCallback((listener: () => void) => live.store.onDevice(id, listener), [id]);
  return useSyncExternalStore(subscribe, () => live.store.get(id));
}

/** A device; `undefined` for one that is not known. */
export function useDevice(id: string): DeviceItem | undefined {
  return useKnown(id)?.item;
}

/** All ids: draws again when a device comes or goes, not when one changes. */
export function useDeviceIds(): readonly string[] {
  return useSyncExternalStore(live.store.onList, () => live.store.ids);
}

/** All devices: draws again whenever anything changes, at most once a frame. For small lists. */
export function useDevices(): readonly DeviceItem[] {
  return useSyncExternalStore(live.store.onAny, () => live.store.items);
}

/** The last 24 hours of a device. */
export function useDay(id: string): Day {
  const subscribe = useCallback((listener: () => void) => live.days.onDay(id, listener), [id]);
  return useSyncExternalStore(subscribe, () => live.days.get(id));
}

/** How the hub is doing; `undefined` until it has said so. */
export function useHealth(): HealthReportItem | undefined {
  return useSyncExternalStore(live.subscribe, () => live.health);
}

/** How the way to the hub stands. */
export function useLink(): LinkState {
  return useSyncExternalStore(live.subscribe, () => live.link);
}

/** Whether the hub itself has told of its devices. */
export function useIsSnapshotIn(): boolean {
  return useSyncExternalStore(live.subscribe, () => live.isSnapshotIn);
}

/** Messages of one topic while the component is there: `adverts`, `log`, `frames:A4C138000001`. */
export function useLive(
  topic: 'adverts' | 'log' | `frames:${string}` | undefined,
  onMessage: (message: TopicMessage) => void,
): void {
  const latest = useRef(onMessage);
  useEffect(() => {
    latest.current = onMessage;
  });
  useEffect(() => {
    if (topic === undefined) return;
    return live.topics.listen(topic, (message) => latest.current(message));
  }, [topic]);
}
