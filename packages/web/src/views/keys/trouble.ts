// Which sensors want a key, from what the hub says of keys and what it hears right now.

import type { DeviceItem, KeyItem } from '@bluebell/hub/api';

/** How a sensor stands with its key. `untried`: there is one, but the last packet came before it. */
export type KeyStand = 'missing' | 'wrong' | 'unfit' | 'untried' | 'set';

/** A sensor that has a key, or should have one. */
export interface KeyRow {
  readonly address: string;
  readonly id: string;
  /** What it is called; its address where it has no name. */
  readonly name: string;
  /** The product in words. */
  readonly product: string | undefined;
  readonly stand: KeyStand;
  /** Why the key cannot work, where that is known before any packet. */
  readonly problem: string | undefined;
  readonly hasKey: boolean;
  readonly exposes: readonly string[];
  readonly intervalS: number | undefined;
}

type Fault = DeviceItem['fault'];

/** Those in need come first. */
const ORDER: readonly KeyStand[] = ['wrong', 'unfit', 'missing', 'untried', 'set'];

/** The sensors to show. Live faults count more than those of the list, which is older. */
export function keyRows(
  keys: readonly KeyItem[],
  devices: readonly DeviceItem[],
): readonly KeyRow[] {
  const byId = new Map(keys.map((key) => [idOf(key.address), key]));
  const live = new Map(devices.map((device) => [device.id, device]));
  const ids = new Set([...byId.keys(), ...live.keys()]);
  const rows = [...ids].flatMap((id): KeyRow[] => {
    const key = byId.get(id);
    const device = live.get(id);
    const stand = standOf(key, device ? device.fault : key?.fault);
    if (stand === undefined) return [];
    const address = key?.address ?? device?.address ?? id;
    return [
      {
        address,
        id,
        name: device?.name ?? key?.name ?? address,
        product: device?.model ?? device?.product,
        stand,
        problem: key?.problem,
        hasKey: key?.hasKey ?? false,
        exposes: device?.exposes ?? [],
        intervalS: device?.intervalS,
      },
    ];
  });
  return rows.toSorted(
    (a, b) => ORDER.indexOf(a.stand) - ORDER.indexOf(b.stand) || (a.name < b.name ? -1 : 1),
  );
}

/** An address without what stands between its digits. */
export function idOf(address: string): string {
  return address.replace(/[^0-9a-f]/gi, '').toUpperCase();
}

function standOf(key: KeyItem | undefined, fault: Fault): KeyStand | undefined {
  if (key?.problem !== undefined || fault === 'bad_key_length') return 'unfit';
  if (fault === 'auth_failed') return 'wrong';
  if (fault === 'missing_key') return key?.hasKey ? 'untried' : 'missing';
  return key?.hasKey ? 'set' : undefined;
}
