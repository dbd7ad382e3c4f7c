// What Tasmota makes of an argument, and how answers are put.

import type { CommandInput, Reply } from './command.ts';

/** One message with these members, on the usual topic. Any text in it ends up as valid JSON. */
export function says(members: Readonly<Record<string, unknown>>): readonly Reply[] {
  return [{ json: JSON.stringify(members) }];
}

/** The whole number at the beginning, such as 10 in `10 s`; `undefined` where there is none. */
export function numberIn({ payload }: Pick<CommandInput, 'payload'>): number | undefined {
  const digits = /^[+-]?\d{1,9}(?!\d)/.exec(payload)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** Words for switching, beside 0, 1 and 2. */
const SWITCHING: Readonly<Record<string, 'off' | 'on' | 'toggle'>> = {
  '0': 'off',
  off: 'off',
  false: 'off',
  '1': 'on',
  on: 'on',
  true: 'on',
  '2': 'toggle',
  toggle: 'toggle',
};

/** `off`, `on`, `toggle`; '' for an empty argument, `undefined` for any other. */
export function switchingIn({
  payload,
}: Pick<CommandInput, 'payload'>): 'off' | 'on' | 'toggle' | '' | undefined {
  const word = payload.trim().toLowerCase();
  if (word === '') return '';
  return Object.hasOwn(SWITCHING, word) ? SWITCHING[word] : undefined;
}

/** As Tasmota writes a switch. */
export function onOff(isOn: boolean): 'ON' | 'OFF' {
  return isOn ? 'ON' : 'OFF';
}

/** What a lone `1` stands for, where an argument is text. */
export const DEFAULT_SIGN = '1';

/** What a lone `"` stands for, where an argument is text: nothing. */
export const EMPTY_SIGN = '"';
