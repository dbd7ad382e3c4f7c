// Rule: what the hub does by itself when something happens.

import * as z from 'zod';
import { parseRules } from '../tasmota/rules/rule-text.ts';
import {
  LONGEST_RULES,
  NO_RULES,
  RULE_SETS,
  type RuleSetSettings,
} from '../tasmota/settings/settings.ts';
import { EMPTY_SIGN, onOff, says, switchingIn } from './argument.ts';
import { defineCommand } from './command.ts';
import type { SettingsPort } from './ports.ts';

type Change = (before: RuleSetSettings) => RuleSetSettings;

/** What a lone number does. */
const SWITCHES: Readonly<Record<string, Change>> = {
  '0': (set) => ({ ...set, isOn: false }),
  '1': (set) => ({ ...set, isOn: true }),
  '2': (set) => ({ ...set, isOn: !set.isOn }),
  '4': (set) => ({ ...set, isOnce: false }),
  '5': (set) => ({ ...set, isOnce: true }),
  '6': (set) => ({ ...set, isOnce: !set.isOnce }),
  '8': (set) => ({ ...set, stopsOnError: false }),
  '9': (set) => ({ ...set, stopsOnError: true }),
  '10': (set) => ({ ...set, stopsOnError: !set.stopsOnError }),
};

/** Words for the first three. */
const WORDS = { off: '0', on: '1', toggle: '2' } as const;

export const rule = defineCommand({
  name: 'set-rules',
  summary:
    'Sets, switches or reads a set of rules: `ON trigger DO command ENDON`, one after another.',
  args: { set: z.int().min(1).max(RULE_SETS), text: z.string() },
  run({ settings }, { set, text }) {
    const before = rulesIn(settings, set);
    if (text === '') return before;
    const change = changeFor(text, before);
    if (!change) return undefined;
    const after = change(before);
    settings.change({
      rules: Array.from({ length: RULE_SETS }, (_, index) =>
        index === set - 1 ? after : rulesIn(settings, index + 1),
      ),
    });
    return after;
  },
  tasmota: {
    spelling: 'Rule',
    index: '1 to 3',
    argument:
      "the rules; '+' and rules to add them; \" for none; 0, 1, 2 for off, on, toggle; 4, 5, 6 the same for once; 8, 9, 10 the same for switching off at a limit; empty to read",
    read: ({ index, payload }) => ({ set: index, text: payload.trimEnd() }),
    answer: (set, { index }) => set && says({ [`Rule${index}`]: shown(set) }),
    examples: [
      {
        send: 'Rule1 ON YLKG08-0a0b0c#Button0=1 DO Power1 TOGGLE ENDON',
        answers:
          '{"Rule1":{"State":"OFF","Once":"OFF","StopOnError":"OFF","Length":49,"Free":4047,"Rules":"ON YLKG08-0a0b0c#Button0=1 DO Power1 TOGGLE ENDON"}}',
      },
      {
        send: 'Rule1 1',
        answers:
          '{"Rule1":{"State":"ON","Once":"OFF","StopOnError":"OFF","Length":0,"Free":4096,"Rules":""}}',
      },
      {
        send: 'Rule2 5',
        answers:
          '{"Rule2":{"State":"OFF","Once":"ON","StopOnError":"OFF","Length":0,"Free":4096,"Rules":""}}',
      },
      { send: 'Rule1 whenever it rains', answers: '{"Command":"Error"}' },
      { send: 'Rule4', answers: '{"Command":"Error"}' },
    ],
  },
});

function rulesIn({ values }: SettingsPort, set: number): RuleSetSettings {
  return values.rules[set - 1] ?? NO_RULES;
}

function changeFor(payload: string, before: RuleSetSettings): Change | undefined {
  const number = switchOf(payload);
  if (Object.hasOwn(SWITCHES, number)) return SWITCHES[number];
  const text = textOf(payload, before.text);
  const isFit = text.length <= LONGEST_RULES && parseRules(text) !== undefined;
  return isFit ? (set) => ({ ...set, text }) : undefined;
}

function switchOf(payload: string): string {
  const word = switchingIn({ payload });
  return word === undefined || word === '' ? payload : WORDS[word];
}

function textOf(payload: string, before: string): string {
  if (payload === EMPTY_SIGN) return '';
  return payload.startsWith('+') ? `${before} ${payload.slice(1)}`.trim() : payload;
}

function shown({ text, isOn, isOnce, stopsOnError }: RuleSetSettings) {
  return {
    State: onOff(isOn),
    Once: onOff(isOnce),
    StopOnError: onOff(stopsOnError),
    Length: text.length,
    Free: LONGEST_RULES - text.length,
    Rules: withoutKeys(text),
  };
}

/** What may be a key: any argument of MI32Key, and digits of the lengths that it takes wherever they stand. */
const KEYS = /(?<=mi32key\d*\s+)[^\s;]+|(?<![\da-f])(?:[\da-f]{44}|[\da-f]{36})(?![\da-f])/gi;

/** Keys go in and never come out; the address at the end of one is no secret. */
function withoutKeys(text: string): string {
  return text.replace(KEYS, (digits) => {
    const address = digits.length >= 36 ? digits.slice(-12) : '';
    return `${'*'.repeat(digits.length - address.length)}${address}`;
  });
}
