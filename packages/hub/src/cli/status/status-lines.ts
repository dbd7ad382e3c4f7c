// What `bluebell status` prints for people: fits 80 columns, and needs no colours.

import type { Status } from '../../api/status-schema.ts';
import { clean, timeOfDay } from '../../plain-text.ts';
import { type Paint, paintFor, type Style } from '../paint.ts';
import { tableLines, USUAL_WIDTH } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { wrap } from '../text.ts';
import { FAULT_TEXT } from '../value-text.ts';

/** Each word of the left column stands in so many columns. */
const LABEL = 11;

const NARROWEST = 40;

/** How the states look: by sign and word, so that colour only repeats them. */
const LOOKS: Readonly<Record<Status['status'], readonly [sign: string, style: Style]>> = {
  ok: ['●', 'green'],
  degraded: ['◐', 'yellow'],
  down: ['○', 'red'],
};

/** All of it, line by line. @param nowMs by this machine's clock. */
export function statusLines(
  status: Status,
  { stdout, env }: Pick<Terminal, 'stdout' | 'env'>,
  nowMs: number,
): readonly string[] {
  const page = new Page(paintFor(stdout, env), Math.max(NARROWEST, stdout.columns ?? USUAL_WIDTH));
  page.head(status);
  page.section('Radios', radioRows(status));
  page.section('Broker', [brokerRow(status, nowMs)]);
  page.section('Devices', deviceRows(status));
  page.section('History', [historyRow(status)]);
  page.health(status);
  page.problems(status);
  return page.lines;
}

type Row = readonly string[];

class Page {
  readonly lines: string[] = [];
  readonly #paint: Paint;
  readonly #width: number;

  constructor(paint: Paint, width: number) {
    this.#paint = paint;
    this.#width = width;
  }

  head({ version, uptime_s: uptimeS, status }: Status): void {
    const paint = this.#paint;
    const [sign, style] = LOOKS[status];
    const parts = [
      paint('bold', `bluebell ${clean(version)}`),
      `up ${upTime(uptimeS)}`,
      paint(style, `${sign} ${status}`),
    ];
    this.lines.push(parts.join(' · '), '');
  }

  section(name: string, rows: readonly Row[]): void {
    const table = tableLines(rows, this.#width - LABEL);
    for (const [index, line] of table.entries()) {
      const label = (index === 0 ? name : '').padEnd(LABEL);
      this.lines.push(this.#paint('bold', label) + line);
    }
  }

  /** Only what is not well, with what to do about it. */
  health({ components }: Status): void {
    for (const { name, status, detail, next_step: nextStep } of components) {
      if (status === 'ok') continue;
      const [sign, style] = LOOKS[status];
      this.lines.push('');
      this.#wrapped(`${sign} `, `${name}: ${detail}`, (line) => this.#paint(style, line));
      if (nextStep !== null) this.#wrapped('  → ', nextStep, (line) => line);
    }
  }

  problems({ problems }: Status): void {
    if (problems.length === 0) return;
    this.lines.push('', this.#paint('bold', 'Last problems'));
    for (const { time, level, code, message } of problems) {
      const text = `${timeOfDay(Date.parse(time ?? ''))} ${level.padEnd(5)} ${code}  ${message}`;
      this.#wrapped('  ', text, (line) => line, ' '.repeat(11));
    }
  }

  #wrapped(lead: string, text: string, dress: (line: string) => string, rest = '  '): void {
    const hanging = ' '.repeat(lead.length) + rest.slice(lead.length);
    const lines = wrap(text, this.#width - Math.max(lead.length, hanging.length));
    for (const [index, line] of lines.entries()) {
      this.lines.push(dress((index === 0 ? lead : hanging) + line));
    }
  }
}

function radioRows({ radios }: Status): readonly Row[] {
  if (radios.length === 0) return [['none: see radios in the configuration']];
  return radios.map(({ name, stage, deaf, adverts_per_minute: perMinute, problem }) => {
    const isWell = stage === 'running' && !deaf;
    const state = deaf ? 'hears nothing' : stage;
    return [
      `${isWell ? '●' : '○'} ${name}`,
      state,
      `${Math.round(perMinute)} adverts/min`,
      ...(problem === null ? [] : [problem]),
    ];
  });
}

function brokerRow({ mqtt }: Status, nowMs: number): Row {
  if (mqtt === null) return ['none'];
  const { connected, broker, since, failure, waiting_events: waiting } = mqtt;
  const span = since === null ? '' : ` for ${upTime((nowMs - Date.parse(since)) / 1_000)}`;
  const queue = waiting === 0 ? [] : [`${waiting} events wait`];
  const sign = connected ? '●' : '○';
  const where = `${sign} ${broker ?? 'broker'}`;
  return [
    where,
    [connected ? `connected${span}` : `away${span}`, failure ?? ''].filter(Boolean).join(': '),
    ...queue,
  ];
}

function deviceRows({ devices }: Status): readonly Row[] {
  const { known, online, offline, unreadable, faults } = devices;
  const counts = [
    `${known} known`,
    `${online} online`,
    `${offline} offline`,
    ...(unreadable === 0 ? [] : [`${unreadable} not understood`]),
  ];
  const more = unreadable - faults.length;
  return [
    [counts.join(' · ')],
    ...faults.map(({ id, name, fault }) => [`${name ?? id}: ${wordsOfFault(fault)}`]),
    ...(more > 0 ? [[`… and ${more} more`]] : []),
  ];
}

function wordsOfFault(fault: string): string {
  const words: Readonly<Record<string, string>> = FAULT_TEXT;
  return words[fault] ?? fault;
}

function historyRow({ history }: Status): Row {
  if (history === null) return ['none'];
  const { writable, bytes, problem } = history;
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  return [writable ? `● ${size}` : `○ ${size}, not written: ${problem ?? 'nobody knows why'}`];
}

/** `3 d 4 h`, `4 h 12 min`, `12 min`, `40 s` */
export function upTime(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [
    Math.floor(s / 86_400),
    Math.floor(s / 3_600) % 24,
    Math.floor(s / 60) % 60,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min` : `${s} s`;
}
