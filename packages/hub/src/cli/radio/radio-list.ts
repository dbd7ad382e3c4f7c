// `bluebell radio list`: what could be a radio of this machine.

import { listRadios, type RadioListing } from '@bluebell/radios';
import { clean } from '../../plain-text.ts';
import { wordsOfListing } from '../../watch/found-radios.ts';
import { ExitCode } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { print, type Terminal } from '../terminal.ts';
import { widthOf } from '../text.ts';
import type { RadioOptions } from './radio-options.ts';

/** What cannot be listed, since it may be anywhere. */
const ELSEWHERE = [
  ['tcp:HOST:PORT', "a controller on a network, such as one of 'bluebell air'"],
  ['unix:PATH', 'a controller behind a socket of this machine'],
  ['replay:FILE', 'a recording: btsnoop, pcap or pcapng; it only listens'],
] as const;

/** Prints them; gives the exit code. */
export async function radioList(options: RadioOptions, terminal: Terminal): Promise<number> {
  const { radios, troubles } = await listRadios();
  if (options.json) {
    for (const radio of radios) await print(terminal, JSON.stringify(listingJson(radio)));
  } else {
    const here = radios.map((radio) => [clean(radio.name), clean(wordsOfListing(radio))] as const);
    const width = Math.max(...[...here, ...ELSEWHERE].map(([name]) => widthOf(name)));
    const paint = paintFor(terminal.stdout, terminal.env);
    const line = ([name, words]: readonly [string, string]) =>
      `${paint('bold', name)}${' '.repeat(width - widthOf(name))}  ${words}`;
    for (const radio of here) await print(terminal, line(radio));
    await print(terminal, '\nAnd wherever they are:');
    for (const radio of ELSEWHERE) await print(terminal, line(radio));
  }
  for (const trouble of troubles) terminal.stderr.write(`\n${clean(trouble)}\n`);
  return ExitCode.ok;
}

function listingJson(radio: RadioListing): object {
  const { kind, name } = radio;
  if (radio.kind === 'serial') return { name, kind, ...radio.port };
  return radio.kind === 'hci' ? { name, kind, ...radio.device } : { name, kind };
}
