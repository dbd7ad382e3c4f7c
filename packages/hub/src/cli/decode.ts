// `bluebell decode`: what adverts mean, without a hub and without memory.

import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Log } from '@bluebell/ble/core';
import { silentLog, UsageError } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { decodeAdvert, type KeyRing, NO_KEYS } from '@bluebell/sensors';
import { fileTrouble } from '../file-trouble.ts';
import { answerAdvert, answerRpa, describeAdvert, type LineAnswer } from './decode-line.ts';
import { ExitCode, exitCodeAfter, messageOf } from './exit.ts';
import { advertsOfHex, type HexContext, NO_ADDRESS } from './hex-input.ts';
import { keyOf } from './key-option.ts';
import { paintFor } from './paint.ts';
import { reportOf } from './report.ts';
import { complain, linesOf, print, type Terminal } from './terminal.ts';

/** What `bluebell decode` is asked to do. */
export interface DecodeOptions extends HexContext {
  /** Bind key, hex. */
  readonly key?: string | undefined;
  readonly json?: boolean | undefined;
  readonly jsonl?: boolean | undefined;
  readonly rpa?: boolean | undefined;
}

/** What a decoding has at hand. */
interface Desk {
  readonly input: string;
  readonly options: DecodeOptions;
  readonly keys: KeyRing;
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
}

/** A text that is no hex at all is told by its first lines. */
const MOST_COMPLAINTS = 5;

/** Decodes hex digits, a capture, a file of hex lines, or standard input; gives the exit code. */
export async function decode(
  input: string,
  options: DecodeOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const desk = { input, options, keys: keysOf(options, terminal), terminal, stop };
  const code = await worker(desk)(desk);
  return stop.aborted ? exitCodeAfter(stop) : code;
}

function worker({ input, options }: Desk): (desk: Desk) => Promise<number> {
  if (options.rpa) return (desk) => answerLines(answerRpa, desk);
  if (options.jsonl) return (desk) => answerLines(answerAdvert, desk);
  if (input === '-') return decodeHexLines;
  return existsSync(input) ? decodeFile : decodeHex;
}

/** One answer for each line; a line that is no question does not keep the others from theirs. */
async function answerLines(
  answer: (line: string) => LineAnswer,
  { input, terminal, stop }: Desk,
): Promise<number> {
  let code: number = ExitCode.ok;
  for await (const line of linesOf(input, terminal)) {
    if (stop.aborted) break;
    if (line.trim() === '') continue;
    const reply = answer(line);
    if ('error' in reply) code = ExitCode.failure;
    await print(terminal, JSON.stringify(reply));
  }
  return code;
}

async function decodeHex(desk: Desk): Promise<number> {
  const { input, options } = desk;
  if (/[^0-9a-fx\s:-]/i.test(input)) {
    throw new UsageError(`'${input}' is neither hex digits nor a file that is there`);
  }
  for (const advert of advertsOfHex(input, options)) await printAdvert(advert, desk);
  return ExitCode.ok;
}

/** One advert a line, as hex. */
async function decodeHexLines(desk: Desk): Promise<number> {
  const { input, options, terminal, stop } = desk;
  let number = 0;
  let wrong = 0;
  for await (const line of linesOf(input, terminal)) {
    if (stop.aborted) break;
    number++;
    if (line.trim() === '') continue;
    try {
      for (const advert of advertsOfHex(line, options)) await printAdvert(advert, desk);
    } catch (error) {
      wrong++;
      if (wrong <= MOST_COMPLAINTS) complain(terminal, `line ${number}: ${messageOf(error)}`);
    }
  }
  const more = wrong - MOST_COMPLAINTS;
  if (more > 0) complain(terminal, `… and ${more} more ${more === 1 ? 'line' : 'lines'}`);
  return wrong === 0 ? ExitCode.ok : ExitCode.failure;
}

async function decodeFile(desk: Desk): Promise<number> {
  const { input, keys, options, terminal, stop } = desk;
  if (await isText(input)) return decodeHexLines(desk);
  // Loaded here, since most who decode have bytes at hand, and want an answer soon.
  const { openRadio } = await import('@bluebell/radios');
  await using radio = await openRadio(`replay:${input}`, { speed: 'max' });
  const counts = { adverts: 0, known: 0 };
  for await (const advert of radio.scan({ signal: stop })) {
    counts.adverts++;
    if (!decodeAdvert(advert, keys).some(({ family }) => family !== '181a-unknown')) continue;
    counts.known++;
    await printAdvert(advert, desk);
  }
  if (!options.json) {
    terminal.stderr.write(`${counts.known} of ${counts.adverts} adverts are of sensors\n`);
  }
  return ExitCode.ok;
}

async function printAdvert(
  advert: Advert,
  { keys, options, terminal }: Pick<Desk, 'keys' | 'options' | 'terminal'>,
): Promise<void> {
  if (options.json) {
    const { address, rssiDbm, addressValue } = advert;
    const sender = addressValue === NO_ADDRESS ? {} : { address };
    const line = { ...sender, rssiDbm, ...describeAdvert(advert, keys) };
    await print(terminal, JSON.stringify(line));
    return;
  }
  await print(terminal, `${reportOf(advert, keys, paintFor(terminal.stdout, terminal.env))}\n`);
}

/** The same key for every sender. */
function keysOf({ key }: DecodeOptions, terminal: Terminal): KeyRing {
  if (key === undefined) return NO_KEYS;
  const log: Log = { ...silentLog, warn: (_, message) => complain(terminal, message) };
  const bindKey = keyOf(key, '--key', log);
  return { get: () => bindKey };
}

/** Whether a file begins with text; captures begin with numbers that hold a 0, or no ASCII. */
async function isText(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer
      .subarray(0, bytesRead)
      .every((byte) => byte < 0x7f && (byte >= 0x20 || isSpace(byte)));
  } catch (error) {
    throw new UsageError(fileTrouble(path, 'read', error).message, { cause: error });
  }
}

function isSpace(byte: number): boolean {
  return byte >= 0x09 && byte <= 0x0d;
}
