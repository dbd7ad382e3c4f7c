import { describe, expect, it } from 'vitest';
import { START_MS } from '../../air.contract.ts';
import type { HubCounts } from '../../hub-parts.ts';
import { timeOfDay } from '../../plain-text.ts';
import { blankDevice, type Device } from '../../state/device.ts';
import { widthOf } from '../text.ts';
import type { TableRow } from './device-table.ts';
import { type PageContent, pageRows } from './page.ts';
import { textOfRow } from './rows.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 40, rows: 15 },
  { columns: 200, rows: 10 },
  { columns: 10, rows: 3 },
];

const HOSTILE = [
  'x'.repeat(500),
  '温度計'.repeat(40),
  '👩‍👩‍👧‍👦'.repeat(30),
  '\u001b[2J\u001b]0;title\u0007',
  '\u202eevil\u2066',
  `a${'\u0301'.repeat(500)}`,
  'two\nlines\ttabbed',
];

describe('pageRows', () => {
  it('shows where things are, every device with what it says, and the counts', () => {
    const rows = [
      row({ name: 'Küche', product: 'LYWSD03MMC', values: { battery: 80, temperature: 21.5 } }),
      row({ product: 'CGG1', fault: 'missing_key', lastSeenMs: START_MS - 90_000 }),
      row({ name: 'Door', values: { door: true } }, { event: 'lock: unlock', isEventFresh: true }),
      row({
        kind: 'phone',
        name: 'anna',
        isHome: false,
        rssiDbm: undefined,
        lastSeenMs: undefined,
      }),
    ];
    expect(textOf({ rows })).toEqual([
      `bluebell · test                                                         ${timeOfDay(START_MS)}`,
      'MQTT          mqtt://127.0.0.1:1883',
      'Configuration /home/anna/config.yaml',
      '',
      '  name              product    says                                   dBm  heard',
      '  Küche             LYWSD03MMC 21.5 °C  battery 80 %                  -60    now',
      '  A4:C1:38:00:00:02 CGG1       encrypted: needs its key               -60  2 min',
      '  Door                         lock: unlock                           -60    now',
      '  anna              phone      away',
      ...Array<string>(14).fill(''),
      '4 devices · 1,234 adverts heard · 2 refused · 1 stranger · sim · Ctrl-C ends',
    ]);
  });

  it('keeps its columns, and to the screen, whatever devices are called', () => {
    const rows = HOSTILE.map((name) =>
      row({ name, localName: name, product: name }, { event: name }),
    );
    for (const size of SIZES) {
      const page = pageRows(content({ rows, notes: HOSTILE }), size);
      expect(page.length).toBeLessThanOrEqual(size.rows);
      for (const line of page.filter(({ length }) => length > 0)) {
        expect(widthOf(textOfRow(line))).toBe(Math.max(24, size.columns));
        expect(textOfRow(line)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
      const columns = page
        .filter(({ length }) => length > 3)
        .map((line) => line.map(({ column }) => column));
      expect(new Set(columns.map(String)).size).toBeLessThanOrEqual(1);
    }
  });

  it('shows a table that is too long part by part', () => {
    const rows = Array.from({ length: 30 }, (_, n) => row({ name: `sensor ${n + 1}.` }));
    const shown = (turn: number) => {
      const text = textOf({ rows, turn }).join('\n');
      return rows.filter(({ device }) => text.includes(`${device.name}`)).length;
    };
    expect([0, 1, 2].map(shown)).toEqual([17, 13, 17]);
    expect(textOf({ rows, turn: 1 }).at(-1)).toMatch(/^page 2 of 2 · 30 devices/);
  });

  it('leaves out what is less important on a small screen', () => {
    const rows = [row({ name: 'Küche', product: 'CGG1', values: { temperature: 21.5 } })];
    const lines = textOf({ rows }, { columns: 40, rows: 15 });
    expect(lines.slice(0, 6)).toEqual([
      `bluebell · test                 ${timeOfDay(START_MS)}`,
      'MQTT          mqtt://127.0.0.1:1883',
      '',
      '  name  says                       heard',
      '  Küche 21.5 °C                      now',
      '',
    ]);
  });

  it.each([
    [80, '0 devices · 1,234 adverts heard · 2 refused · 1 stranger · Ctrl-C ends'],
    [
      120,
      '0 devices · 1,234 adverts heard · 2 refused · 1 stranger · replay:home.pcap · Ctrl-C ends',
    ],
    [40, '0 devices · 2 refused · Ctrl-C ends'],
    [24, '0 devices · Ctrl-C ends'],
  ])('leaves facts out of the last line, but never how to end (%i columns)', (columns, line) => {
    const radios = [`replay:/${'long/'.repeat(30)}home.pcap`];
    expect(textOf({ radios }, { columns, rows: 15 }).at(-1)).toBe(line);
  });

  it('says what to do next, and that nothing was heard yet', () => {
    const hints = ['Name a radio in the configuration, and start again.'];
    const lines = textOf(
      { head: { title: 'bluebell', facts: [], hints } },
      { columns: 40, rows: 15 },
    );
    expect(lines.slice(1, 5)).toEqual([
      'Name a radio in the configuration, and',
      'start again.',
      '',
      '  nothing heard yet',
    ]);
  });

  it('keeps the end of a path that is too long', () => {
    const head = {
      title: 'b',
      facts: [['C', `/${'x'.repeat(100)}/config.yaml`] as const],
      hints: [],
    };
    expect(textOf({ head })[1]).toMatch(/^C …x+\/config\.yaml$/);
  });

  it('shows what a device did last where it has nothing else to say', () => {
    const rows = [row({ name: 'Button' }, { event: 'button: press' })];
    expect(textOf({ rows }).join('\n')).toContain('last button: press');
  });

  it('fades what was silent for long, and makes stand out what is new or wrong', () => {
    const rows = [
      row({ name: 'silent', values: { temperature: 1 }, lastSeenMs: START_MS - 3_600_000 }),
      row({ name: 'fresh', values: { temperature: 2 } }, { isFresh: true }),
      row({ name: 'wrong', fault: 'auth_failed' }),
    ];
    const styles = new Map(
      pageRows(content({ rows }), { columns: 80, rows: 24 })
        .flat()
        .map(({ text, styles }) => [text.trim(), styles?.join()]),
    );
    const looks = ['silent', '1 °C', '1 h', 'fresh', '2 °C', 'wrong key'].map((text) =>
      styles.get(text),
    );
    expect(looks).toEqual(['dim', 'dim', 'dim', 'bold', '', 'red']);
  });
});

function row(device: Partial<Device>, more: Partial<TableRow> = {}): TableRow {
  const blank = blankDevice(0xa4c138000002, 'sensor', undefined);
  return {
    device: {
      ...blank,
      rssiDbm: -60,
      lastSeenMs: START_MS,
      ...device,
    },
    isFresh: false,
    event: undefined,
    isEventFresh: false,
    ...more,
  };
}

function content(more: Partial<PageContent>): PageContent {
  const counts: HubCounts = {
    adverts: 1234,
    repeats: 0,
    strangers: 5,
    ignored: 0,
    faults: {},
    strangersKnown: 1,
    sendersKept: 0,
    countersKept: 0,
    notAdmitted: 0,
    freshness: {
      news: 1,
      repeat: 1,
      replay: 1,
      downgrade: 1,
    },
  };
  return {
    head: {
      title: 'bluebell · test',
      facts: [
        ['MQTT', 'mqtt://127.0.0.1:1883'],
        ['Configuration', '/home/anna/config.yaml'],
      ],
      hints: [],
    },
    rows: [],
    notes: [],
    counts,
    radios: ['sim'],
    nowMs: START_MS,
    turn: 0,
    ...more,
  };
}

function textOf(more: Partial<PageContent>, size = { columns: 80, rows: 24 }): readonly string[] {
  return pageRows(content(more), size).map((line) => textOfRow(line).trimEnd());
}
