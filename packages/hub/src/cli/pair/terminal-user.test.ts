import { UsageError } from '@bluebell/ble/core';
import type { Prompt } from '@bluebell/ble/smp';
import { describe, expect, it } from 'vitest';
import { FakeProgram } from '../fake-terminal.contract.ts';
import { statusLine } from '../status-line.ts';
import { type PairingAnswers, TerminalUser } from './terminal-user.ts';

describe('TerminalUser', () => {
  it('shows a passkey', () => {
    const { user, terminal } = userWith('');
    user.displayPasskey('012345');
    expect(terminal.stderr.text).toBe('Enter this passkey on the device:  012345\n');
  });

  it('asks for the passkey until it has six digits, with gaps as they are shown', async () => {
    const { user, terminal, prompt } = userWith('12345\n012 345\n');
    expect(await user.enterPasskey(prompt)).toBe('012345');
    expect(terminal.stderr.text).toMatch(
      /passkey that the device shows: \nA passkey has six digits/,
    );
  });

  it('takes an empty line as giving up', async () => {
    const { user, prompt } = userWith('\n');
    expect(await user.enterPasskey(prompt)).toBeUndefined();
  });

  it.each([
    ['y\n', true],
    ['YES\n', true],
    ['\n', false],
    ['no\n', false],
  ])('takes %j for whether numbers are the same as %s', async (input, answer) => {
    const { user, terminal, prompt } = userWith(input);
    expect(await user.confirmNumber('654321', prompt)).toBe(answer);
    expect(terminal.stderr.text).toMatch(/654321\nDoes the device show the same\? \[y\/N\] /);
  });

  it('asks nothing that was answered before', async () => {
    const { user, prompt } = userWith('', { passkey: '123456', yes: true });
    expect(await user.enterPasskey(prompt)).toBe('123456');
    expect(await user.confirmNumber('654321', prompt)).toBe(true);
    expect(await user.confirmPairing(prompt)).toBe(true);
  });

  it.each([
    ['enterPasskey', /--passkey/],
    ['confirmNumber', /--yes/],
  ] as const)('%s says which option answers where nobody is there', async (question, remedy) => {
    const { user, prompt } = userWith('');
    const asked =
      question === 'enterPasskey'
        ? user.enterPasskey(prompt)
        : user.confirmNumber('654321', prompt);
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(remedy);
  });

  it('agrees for nobody to pairing that a device began', async () => {
    const { user, prompt } = userWith('y\n');
    expect(await user.confirmPairing(prompt)).toBe(false);
  });

  it('stops asking when pairing is over', async () => {
    const over = new AbortController();
    const { user, prompt } = userWith(undefined, {}, over.signal);
    const asked = user.enterPasskey(prompt);
    over.abort();
    expect(await asked).toBeUndefined();
    user.close();
  });
});

/** A user who types this in; nothing ever where it is left out. */
function userWith(
  input: string | undefined,
  answers: PairingAnswers = {},
  signal = new AbortController().signal,
) {
  const terminal = new FakeProgram(input === undefined ? { isOpen: true } : { input });
  const user = new TerminalUser(terminal, answers, statusLine(terminal.stderr));
  const prompt: Prompt = { peer: { address: 0xc00000000001, type: 'random' }, signal };
  return { user, terminal, prompt };
}
