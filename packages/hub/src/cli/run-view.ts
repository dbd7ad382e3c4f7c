// What `bluebell run` shows: a live table on a terminal, else a line for each update.

import { type Log, systemClock } from '@bluebell/ble/core';
import type { Hub } from '../hub.ts';
import type { LogOutput } from '../log.ts';
import { LineView } from './line-view.ts';
import { paintFor } from './paint.ts';
import type { Terminal } from './terminal.ts';
import type { Head } from './view/page.ts';
import { Screen } from './view/screen.ts';
import { TerminalView } from './view/terminal-view.ts';

/** What a person wants to know at the start. */
export interface RunFacts {
  readonly isDemo: boolean;
  readonly configFile: string;
  /** It was written just now. */
  readonly isNewConfig: boolean;
  /** Absent without MQTT. */
  readonly mqttUrl: string | undefined;
  readonly isMqttThere: () => boolean;
  /** Where its page is: `http://127.0.0.1:8032`; absent where it has none. */
  readonly pageUrl: string | undefined;
  readonly radios: readonly string[];
}

/** Where to show it. */
export interface ViewParts {
  /** JSON lines, on a terminal too. */
  readonly isJson: boolean;
  readonly terminal: Terminal;
  readonly output: LogOutput;
  readonly log: Log;
}

/** Shows what the hub hears from now on; gives what ends the view. */
export function addView(hub: Hub, facts: RunFacts, parts: ViewParts): () => Promise<void> {
  const isLive = parts.terminal.stdout.isTTY && parts.terminal.env.TERM !== 'dumb';
  return isLive && !parts.isJson ? addTable(hub, facts, parts) : addLines(hub, facts, parts);
}

function addTable(hub: Hub, facts: RunFacts, { terminal, output }: ViewParts): () => Promise<void> {
  const { stdout, stderr } = terminal;
  const screen = new Screen(stdout, paintFor(stdout, terminal.env));
  const view = new TerminalView({
    screen,
    clock: systemClock,
    devices: () => hub.devices,
    counts: () => hub.counts,
    head: () => headOf(facts),
    radios: facts.radios,
  });
  terminal.screen = screen;
  stdout.on('resize', view.draw);
  hub.addSink(view);
  // Lines of the log would tear the table; in a file they do no harm.
  const takeBack = output.redirect((line) => {
    view.note(line);
    if (!stderr.isTTY) stderr.write(`${line}\n`);
  });
  return async () => {
    stdout.off('resize', view.draw);
    await view.close();
    takeBack();
  };
}

function addLines(hub: Hub, facts: RunFacts, parts: ViewParts): () => Promise<void> {
  const { terminal, isJson, log } = parts;
  const write = (line: string) => terminal.stdout.write(`${line}\n`);
  const view = new LineView(write, isJson);
  hub.addSink(view);
  // At the start nobody can know whether the broker is there; the log tells when it is not.
  const { title, facts: rows, hints } = headOf({ ...facts, isMqttThere: () => true });
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = [
    `${title} (Ctrl-C ends it)`,
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...hints,
  ];
  // Programs that read JSON get nothing else.
  for (const line of lines) {
    if (isJson) log.info('START', line);
    else write(line);
  }
  return () => view.close();
}

function headOf(facts: RunFacts): Head {
  const { isDemo, configFile, isNewConfig, mqttUrl, isMqttThere, pageUrl, radios } = facts;
  const mqtt =
    mqttUrl === undefined
      ? 'off: neither mqtt.url nor broker.enabled'
      : `${mqttUrl}${isMqttThere() ? '' : ' (not connected)'}`;
  return {
    title: isDemo ? 'bluebell · a simulated home' : 'bluebell',
    facts: [
      [
        'Dashboard',
        pageUrl === undefined ? 'off: see web in the configuration' : openable(pageUrl),
      ],
      ['MQTT', mqtt],
      ['Configuration', `${configFile}${isNewConfig ? ' (new: all defaults)' : ''}`],
    ],
    hints:
      radios.length > 0
        ? []
        : [
            'No radio is configured, so nothing is heard yet. The dashboard leads on from here.',
            'Next: name one under radios: in the configuration, and start again.',
            'bluebell radio list shows which there are.',
            'Or see first what bluebell does: bluebell run --demo simulates a home.',
          ],
  };
}

/** Where it listens on every address, there is one that a browser here can open. */
function openable(url: string): string {
  return `${url.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:|$)/, '//localhost')}/`;
}
