// Which widgets are shown, in which groups and in which order.

import type { Settings } from '../../app/settings.ts';
import type { DeviceItem } from '../../live/index.ts';

/** Widgets that stand together. */
export interface Group {
  /** The area; empty where there is none. */
  readonly title: string;
  readonly ids: readonly string[];
}

type Wish = Pick<Settings, 'sort' | 'groups'> & { readonly search: string };

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** What a device is called on the page. */
export function titleOf(device: DeviceItem): string {
  return (
    device.name || device.localName?.trim() || device.model || device.product || device.address
  );
}

/** Puts devices in order. Equal ones stand by name, then by id: the order never depends on chance. */
export function ordered(devices: readonly DeviceItem[], wish: Wish): readonly Group[] {
  const words = wish.search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const sorted = devices
    .filter((device) => words.every((word) => textOf(device).includes(word)))
    .map((device) => ({ device, title: titleOf(device), key: keyOf(device, wish.sort) }))
    .sort(
      (one, other) =>
        one.key - other.key ||
        collator.compare(one.title, other.title) ||
        (one.device.id < other.device.id ? -1 : 1),
    )
    .map(({ device }) => device);
  if (wish.groups === 'none') return sorted.length === 0 ? [] : [{ title: '', ids: idsOf(sorted) }];
  const groups = new Map<string, DeviceItem[]>();
  for (const device of sorted) {
    const area = device.settings.area ?? '';
    const members = groups.get(area);
    if (members) members.push(device);
    else groups.set(area, [device]);
  }
  return [...groups]
    .sort(
      ([one], [other]) => Number(one === '') - Number(other === '') || collator.compare(one, other),
    )
    .map(([title, members]) => ({ title, ids: idsOf(members) }));
}

const idsOf = (devices: readonly DeviceItem[]) => devices.map(({ id }) => id);

/** What a search looks through. */
function textOf(device: DeviceItem): string {
  const { name, localName, model, product, vendor, address, id, settings } = device;
  return [name, localName, model, product, vendor, address, id, settings.area]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
}

/** The least comes first. */
function keyOf(device: DeviceItem, sort: Settings['sort']): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'news':
      return -(Date.parse(device.lastSeen ?? '') || 0);
    case 'signal':
      return -(device.rssiDbm ?? -200);
    case 'battery': {
      const { battery } = device.values;
      return typeof battery === 'number' ? battery : 200;
    }
  }
}

/** Whether two orders show the same. */
export function isSameOrder(one: readonly Group[], other: readonly Group[]): boolean {
  return (
    one.length === other.length &&
    one.every((group, at) => {
      const ids = other[at]?.ids;
      return (
        group.title === other[at]?.title &&
        group.ids.length === ids?.length &&
        group.ids.every((id, place) => id === ids[place])
      );
    })
  );
}
