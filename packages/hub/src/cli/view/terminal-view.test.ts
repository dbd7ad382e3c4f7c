import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { radioOf, START_MS, thermometer } from '../../air.contract.ts';
import { Hub } from '../../hub.ts';
import { ReadableLog } from '../../sinks/readable-log.contract.ts';
import { Screen } from './screen.ts';
import { TerminalView } from './terminal-view.ts';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l';

describe('Screen', () => {
  it('takes the second screen, and gives the first one back, and takes it again', () => {
    const { screen, written } = screenFor();
    expect(written()).toBe(ENTER);
    screen.leave();
    screen.leave();
    expect(written()).toBe(LEAVE);
    screen.take();
    screen.take();
    expect(written()).toBe(ENTER);
  });

  it('draws nothing on the screen that it gave back', () => {
    const { screen, written } = screenFor();
    screen.leave();
    written();
    screen.draw([[{ column: 1, text: 'late' }]]);
    expect(written()).toBe('');
  });

  it('puts every cell where it belongs, and never scrolls', () => {
    const { screen, written } = screenFor();
    written();
    screen.draw([
      [
        { column: 1, text: 'a' },
        { column: 7, text: 'b', styles: ['red'] },
      ],
      [],
    ]);
    expect(written()).toBe(
      '\u001b[?2026h\u001b[H\u001b[1Ga\u001b[7G<red>b</red>\r\n\u001b[K\u001b[J\u001b[?2026l',
    );
  });

  it('takes a terminal that does not tell for one of 80 columns and 24 rows', () => {
    expect(new Screen({ write: () => {} }, (_, text) => text).size).toEqual({
      columns: 80,
      rows: 24,
    });
    expect(screenFor().screen.size).toEqual({ columns: 100, rows: 30 });
  });
});

describe('TerminalView', () => {
  it('draws twice a second until it is closed, and gives the screen back', async () => {
    const { clock, view, written } = viewOf();
    expect(written()).toContain('nothing heard yet');
    await clock.advance(500);
    expect(written()).toContain('\u001b[H');
    await view.close();
    await view.close();
    expect(written()).toBe(LEAVE);
    await clock.advance(10_000);
    expect(written()).toBe('');
  });

  it('lets a device with news stand out, and an event for longer', async () => {
    const { clock, view, hub, written } = viewOf();
    await hub.run();
    const look = async (ms: number) => {
      written();
      await clock.advance(ms);
      const frame = written().split('\u001b[?2026h').at(-1) ?? '';
      return [frame.includes('●'), /<yellow>button: press/.test(frame), frame.includes('20 °C')];
    };
    expect(await look(500)).toEqual([true, true, false]);
    expect(await look(2_000)).toEqual([false, true, false]);
    expect(await look(6_000)).toEqual([false, false, true]);
    await view.close();
  });

  it('shows the last two lines of the log for 20 s', async () => {
    const { clock, view, written } = viewOf();
    for (const note of ['first', 'second', 'third']) view.note(note);
    written();
    await clock.advance(500);
    expect(written()).toMatch(/second.*third/s);
    await clock.advance(20_000);
    written();
    await clock.advance(500);
    expect(written()).not.toMatch(/first|second|third/);
    await view.close();
  });

  it('forgets a device that the hub forgets', async () => {
    const { clock, view, hub, written } = viewOf(1);
    await hub.run();
    view.note('one gave way');
    await clock.advance(500);
    expect(written().split('\u001b[?2026h').at(-1)).toContain('1 device ');
    await view.close();
  });
});

function screenFor() {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const screen = new Screen({ columns: 100, rows: 30, write }, (style, painted) =>
    painted.trim() === '' ? painted : `<${style}>${painted}</${style}>`,
  );
  return {
    screen,
    /** What was written since this was asked last. */
    written: () => {
      const all = text;
      text = '';
      return all;
    },
  };
}

/** A view of a hub that is about to hear two thermometers, one of them pressed. */
function viewOf(discovered = 10) {
  const clock = new VirtualClock(START_MS);
  const heard = [
    thermometer({ from: 'A4:C1:38:00:00:02', celsius: 20 }),
    thermometer({ celsius: 20, isPressed: true }),
  ];
  const hub = new Hub({
    radios: [radioOf(discovered > 1 ? heard.slice(1) : heard)],
    devices: [],
    keys: new Map(),
    phones: [],
    ignored: new Set<number>(),
    discovered,
    clock,
    log: new ReadableLog(),
  });
  const { screen, written } = screenFor();
  written();
  const view = new TerminalView({
    screen,
    clock,
    devices: () => hub.devices,
    counts: () => hub.counts,
    radios: ['test'],
    head: () => ({
      title: 'bluebell',
      facts: [],
      hints: [],
    }),
  });
  hub.addSink(view);
  return { clock, hub, view, written };
}
