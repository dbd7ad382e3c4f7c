// Texts of settings, each with the rule it must follow.

import { BleError, parseAddress } from '@bluebell/ble/core';
import * as z from 'zod';
import type { ReadFile } from '../read-file.ts';
import { Secret, SettingFile } from '../secret.ts';

/** Says what is wrong with a text, to be read behind the setting's path. */
export type Rule = (text: string) => string | undefined;

/** Text that follows a rule. */
export function text(rule: Rule, limit = 256) {
  return z
    .string()
    .max(limit)
    .superRefine((value, context) => {
      const problem = rule(value);
      if (problem !== undefined) context.addIssue(problem);
    });
}

/** Text that is never shown. */
export function secret(about: { readonly description: string; readonly example: string }) {
  return z
    .string()
    .max(1024)
    .transform((value) => new Secret(value))
    .optional()
    .meta({ ...about, writeOnly: true });
}

/** A file, named by its path and read at once: one that cannot be read is a problem of the setting. */
export function file(readFile: ReadFile) {
  return z
    .string()
    .min(1)
    .max(4096)
    .transform(async (path, context) => {
      try {
        return new SettingFile(path, await readFile(path));
      } catch (error) {
        if (!(error instanceof BleError)) throw error;
        context.addIssue(`names a file that does not work: ${error.message}`);
        return z.NEVER;
      }
    });
}

/** A rule that a pattern says wholly. */
export function matches(pattern: RegExp, problem: string): Rule {
  return (text) => (pattern.test(text) ? undefined : problem);
}

/** An address with `:`, `-` or no separators. */
export const addressRule: Rule = (text) => {
  try {
    parseAddress(text);
    return undefined;
  } catch (error) {
    if (error instanceof BleError) return 'must be an address such as A4:C1:38:00:00:01';
    throw error;
  }
};

/** The same for editors, which know no rules but patterns. */
export const ADDRESS_PATTERN = '^([0-9A-Fa-f]{2})([:-]?[0-9A-Fa-f]{2}){5}$';

/** A name is a part of MQTT topics: what can never stand in one is refused. */
const NAME_RULES: readonly { readonly pattern: RegExp; readonly problem: string }[] = [
  { pattern: /^$/, problem: 'must not be empty' },
  { pattern: /^.{65}/su, problem: 'must have at most 64 characters' },
  { pattern: /\p{Cc}/u, problem: 'must not hold control characters' },
  { pattern: /[+#]/, problem: "must not hold '+' or '#', which mean something in MQTT topics" },
  { pattern: /^\$/, problem: "must not begin with '$', which brokers keep for themselves" },
  { pattern: /^\s|\s$/, problem: 'must not begin or end with a blank' },
  { pattern: /^\/|\/\/|\/$/, problem: "must have something before and behind each '/'" },
  {
    pattern: /^[0-9a-f]{12}$/i,
    problem: 'must not look like an address: it could be taken for one',
  },
  {
    pattern: /^([0-9a-f]{24}|[0-9a-f]{32})$/i,
    problem: 'must not look like a key: is it meant for the setting key?',
  },
  {
    pattern: /^(bridge|hubs)(\/|$)/,
    problem: "must not be 'bridge' or 'hubs', where hubs tell of themselves",
  },
  {
    pattern: /\/(availability|event|event_log|options|set|get)$/,
    problem:
      "must not end with '/availability', '/event', '/event_log', '/options', '/set' or '/get': the hub uses these",
  },
];

/** A name that a person gives to a device. A '/' in it makes levels of the topic. */
export const nameRule: Rule = (text) =>
  NAME_RULES.find(({ pattern }) => pattern.test(text))?.problem;
