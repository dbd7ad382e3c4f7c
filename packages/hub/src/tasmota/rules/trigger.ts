// What a rule waits for: a member of a message, and perhaps a comparison with its value.

/** Tests the value of a member. Both are texts, as they stand in the message and in the rule. */
type Comparison = (found: string, wanted: string) => boolean;

/** By their signs; those that begin alike stand with the longer one first. */
const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['==', isSame],
  ['!=', (found, wanted) => !isSame(found, wanted)],
  ['<=', byNumber((found, wanted) => found <= wanted)],
  ['>=', byNumber((found, wanted) => found >= wanted)],
  ['$<', byText((found, wanted) => found.startsWith(wanted))],
  ['$>', byText((found, wanted) => found.endsWith(wanted))],
  ['$|', byText((found, wanted) => found.includes(wanted))],
  ['$!', byText((found, wanted) => found !== wanted)],
  ['=', isSame],
  ['<', byNumber((found, wanted) => found < wanted)],
  ['>', byNumber((found, wanted) => found > wanted)],
  ['|', byNumber((found, wanted) => found % wanted === 0)],
]);

const SIGN = /==|!=|<=|>=|\$<|\$>|\$\||\$!|=|<|>|\|/;

/** Marks a trigger that is meant for telemetry, not for messages in real time. */
const TELE = 'tele-';

/** A trigger, taken apart. */
export interface Trigger {
  readonly isTele: boolean;
  /** Names of members from the outside in, lower case. */
  readonly path: readonly string[];
  /** Whether a value fires it; all do where the rule compares nothing. */
  readonly fits: (found: string) => boolean;
  readonly hasComparison: boolean;
}

/** Reads `Tele-LYWSD03-a1b2c3#Temperature>21`; `undefined` where a name or a value is missing. */
export function parseTrigger(text: string): Trigger | undefined {
  // Names of sensors are the user's: a sign of comparison in one is none, where a member follows.
  const lastName = text.lastIndexOf('#') + 1;
  const sign = SIGN.exec(text.slice(lastName));
  const nameEnd = sign ? lastName + sign.index : text.length;
  const name = text.slice(0, nameEnd).trim().toLowerCase();
  const isTele = name.startsWith(TELE);
  const path = (isTele ? name.slice(TELE.length) : name).split('#').map((part) => part.trim());
  if (path.includes('')) return undefined;
  const facts = { isTele, path, hasComparison: sign !== null };
  if (!sign) return { ...facts, fits: () => true };
  const wanted = text.slice(nameEnd + sign[0].length).trim();
  const comparison = COMPARISONS.get(sign[0]);
  if (!comparison || wanted === '') return undefined;
  return { ...facts, fits: (found) => comparison(found, wanted) };
}

/** Numbers by their value, so that 1 is 1.0; all else by its letters. */
function isSame(found: string, wanted: string): boolean {
  const numbers = [numberOf(found), numberOf(wanted)];
  if (numbers.some(Number.isNaN)) return found.toLowerCase() === wanted.toLowerCase();
  return numbers[0] === numbers[1];
}

function byNumber(compare: (found: number, wanted: number) => boolean): Comparison {
  return (found, wanted) => compare(numberOf(found), numberOf(wanted));
}

function byText(compare: (found: string, wanted: string) => boolean): Comparison {
  return (found, wanted) => compare(found.toLowerCase(), wanted.toLowerCase());
}

/** NaN compares with nothing. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
