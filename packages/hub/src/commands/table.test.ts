import { describe, expect, it } from 'vitest';
import { memoryHub } from './memory-hub.contract.ts';
import { COMMANDS } from './table.ts';

const EXAMPLES = COMMANDS.flatMap(({ examples }) => examples);

describe('the commands', () => {
  it.each(EXAMPLES)('answer "$send" as their examples say', async ({ send, answers }) => {
    expect(await memoryHub().ask(send)).toBe(answers);
  });

  it.each(COMMANDS)('show what they do: $spelling', ({ examples }) => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(['name', 'spelling'] as const)('each have a %s of their own', (key) => {
    const names = COMMANDS.map((command) => command[key].toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(COMMANDS)('have a spelling that digits can follow: $spelling', ({ spelling }) => {
    expect(spelling).toMatch(/^[a-z\d]*[a-z]$/i);
  });
});
