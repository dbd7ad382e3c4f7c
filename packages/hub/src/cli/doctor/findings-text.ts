// What the doctor found, for people.

import type { Finding, Severity } from '../../doctor/finding.ts';
import { clean } from '../../plain-text.ts';
import type { Paint, Style } from '../paint.ts';
import { wrap } from '../text.ts';

/** How each kind shows: the sign tells what the colour does. */
const LOOKS: Readonly<Record<Severity, { readonly sign: string; readonly style: Style }>> = {
  fault: { sign: '✗', style: 'red' },
  warning: { sign: '!', style: 'yellow' },
  note: { sign: '·', style: 'cyan' },
  good: { sign: '✓', style: 'green' },
};

/** Lines longer than this are hard to read. */
const WIDTH = 80;
const MARGIN = 2;

/** What is told of a sensor, or of the hub where none is named. */
export interface Told {
  readonly sensor?: string | undefined;
  readonly name?: string | undefined;
  readonly findings: readonly Finding[];
}

/** Who it is about, and the findings, each with what to do about it. */
export function findingsText({ sensor, name, findings }: Told, paint: Paint): readonly string[] {
  const who = [name, sensor].flatMap((one) => (one === undefined ? [] : [clean(one)]));
  return [
    ...(who.length === 0 ? [] : [paint('bold', who.join(' · '))]),
    ...findings.flatMap((finding) => linesOf(finding, paint)),
  ];
}

function linesOf({ severity, text, nextStep }: Finding, paint: Paint): readonly string[] {
  const { sign, style } = LOOKS[severity];
  const said = paragraph(text, paint(style, sign));
  if (nextStep === undefined) return said;
  const step = paragraph(nextStep, paint('dim', '→'));
  return [...said, ...step.map((line) => `${' '.repeat(MARGIN)}${line}`)];
}

function paragraph(text: string, sign: string): readonly string[] {
  const [first = '', ...rest] = wrap(text, WIDTH - 2 * MARGIN);
  return [`${sign} ${first}`, ...rest.map((line) => `${' '.repeat(MARGIN)}${line}`)];
}
