import type { DeviceItem, KeyItem } from '@bluebell/hub/api';
import { describe, expect, it } from 'vitest';
import { idOf, keyRows } from './trouble.ts';

describe('keyRows', () => {
  it('lists sensors with a key or in need of one, those in need first', () => {
    const rows = keyRows(
      [
        { address: 'A4:C1:38:00:00:01', hasKey: true, name: 'kitchen' },
        { address: 'A4:C1:38:00:00:02', hasKey: false, fault: 'missing_key' },
        { address: 'A4:C1:38:00:00:03', hasKey: true, problem: 'has 4 hex digits' },
      ],
      [device(4, 'auth_failed'), device(5, undefined), device(6, 'malformed')],
    );
    expect(rows.map(({ id, stand }) => [id.at(-1), stand])).toEqual([
      ['4', 'wrong'],
      ['3', 'unfit'],
      ['2', 'missing'],
      ['1', 'set'],
    ]);
    expect(rows.at(-1)?.name).toBe('kitchen');
  });

  it('believes what is heard now more than the list', () => {
    const key: KeyItem = { address: 'A4:C1:38:00:00:01', hasKey: true, fault: 'missing_key' };
    expect(keyRows([key], [device(1, undefined)])[0]?.stand).toBe('set');
    expect(keyRows([key], [device(1, 'auth_failed')])[0]?.stand).toBe('wrong');
    expect(keyRows([key], [])[0]?.stand).toBe('untried');
    expect(keyRows([{ ...key, hasKey: false }], [])[0]?.stand).toBe('missing');
  });
});

describe('idOf', () => {
  it('takes what parts digits away', () => {
    expect(idOf('a4:c1-38 000001')).toBe('A4C138000001');
  });
});

function device(number: number, fault: DeviceItem['fault']): DeviceItem {
  return {
    id: `A4C13800000${number}`,
    address: `A4:C1:38:00:00:0${number}`,
    kind: 'sensor',
    exposes: [],
    values: {},
    receivers: [],
    settings: { isAnnounced: true, contactClass: 'opening' },
    ...(fault && { fault }),
  };
}
