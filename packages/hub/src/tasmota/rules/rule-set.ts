// One set of rules at work: which of them a message fires.

import type { RuleSetSettings } from '../settings/settings.ts';
import type { Message } from './message.ts';
import { parseRules, type Rule } from './rule-text.ts';

/** A rule as it stands in its set. */
interface Standing extends Rule {
  /** Whether it fitted when its member was last there: rules that fire once wait for the change. */
  fitted: boolean;
}

/** Rules, and what a set that fires once must remember. */
export class RuleSet {
  readonly settings: RuleSetSettings;
  readonly #rules: readonly Standing[];

  constructor(settings: RuleSetSettings) {
    this.settings = settings;
    this.#rules = (parseRules(settings.text) ?? []).map((rule) => ({ ...rule, fitted: false }));
  }

  /** The commands of the rules that a message fires, in order. */
  firedBy(message: Message, isTele: boolean): readonly string[] {
    const commands: string[] = [];
    for (const rule of this.#rules) {
      const { trigger } = rule;
      const value = trigger.isTele === isTele ? message.valueAt(trigger.path) : undefined;
      if (value === undefined) continue;
      const fits = trigger.fits(value);
      const isNews = fits && !(this.settings.isOnce && rule.fitted);
      rule.fitted = fits;
      if (!isNews) continue;
      commands.push(withValue(rule.command, value));
      if (rule.isLast) break;
    }
    return commands;
  }
}

/** What would end a command, or the line: a value from outside must not begin another command. */
const ENDS_COMMAND = /[;\p{C}]/gu;

/** More of a value has no use in a command. */
const LONGEST_VALUE = 1024;

function withValue(command: string, value: string): string {
  return command.replaceAll(/%value%/gi, () =>
    value.slice(0, LONGEST_VALUE).replaceAll(ENDS_COMMAND, ' '),
  );
}
