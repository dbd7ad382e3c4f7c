// Pairing on a terminal: shows passkeys, asks for them, has numbers compared.

import { UsageError } from '@bluebell/ble/core';
import type { PairingUser, Prompt } from '@bluebell/ble/smp';
import { paintFor } from '../paint.ts';
import type { StatusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';
import { TypedLines } from './typed-lines.ts';

/** What was answered before anything was asked. */
export interface PairingAnswers {
  readonly passkey?: string | undefined;
  /** Agrees to whatever is asked, and to numbers. */
  readonly yes?: boolean | undefined;
}

/** Somebody at a terminal. Questions go to standard error, so that what is printed stays clean. */
export class TerminalUser implements PairingUser {
  readonly #terminal: Terminal;
  readonly #answers: PairingAnswers;
  readonly #status: StatusLine;
  #lines: TypedLines | undefined;

  constructor(terminal: Terminal, answers: PairingAnswers, status: StatusLine) {
    this.#terminal = terminal;
    this.#answers = answers;
    this.#status = status;
  }

  displayPasskey(passkey: string): void {
    this.#say(`Enter this passkey on the device:  ${this.#bold(passkey)}`);
  }

  async enterPasskey({ signal }: Prompt): Promise<string | undefined> {
    const { passkey } = this.#answers;
    if (passkey !== undefined) return passkey;
    const remedy = 'the device shows a passkey: give it with --passkey';
    for (;;) {
      const answer = await this.#ask('The passkey that the device shows: ', remedy, signal);
      if (answer === undefined || answer === '') return undefined;
      const digits = answer.replace(/[\s-]/g, '');
      if (/^\d{6}$/.test(digits)) return digits;
      this.#say('A passkey has six digits.');
    }
  }

  async confirmNumber(number: string, { signal }: Prompt): Promise<boolean> {
    this.#say(`This side shows  ${this.#bold(number)}`);
    if (this.#answers.yes) return true;
    const remedy = 'both sides show a number: agree with --yes, or pair with --just-works';
    const answer = await this.#ask('Does the device show the same? [y/N] ', remedy, signal);
    return isYes(answer);
  }

  async confirmPairing({ signal }: Prompt): Promise<boolean> {
    if (this.#answers.yes) return true;
    // Of scripts that came for something else nobody is there to agree.
    if (!this.#terminal.stdin.isTTY) return false;
    const answer = await this.#ask('The device asks to pair. Pair? [y/N] ', 'use --yes', signal);
    return isYes(answer);
  }

  /** Reads no more. */
  close(): void {
    this.#lines?.close();
  }

  #say(line: string): void {
    this.#status.clear();
    this.#terminal.stderr.write(`${line}\n`);
  }

  #bold(text: string): string {
    return paintFor(this.#terminal.stderr, this.#terminal.env)('bold', text);
  }

  /**
   * The next line that is typed, or read from a file; `undefined` when pairing is over before.
   *
   * @throws {UsageError} there is nobody to ask, and nothing to read.
   */
  async #ask(question: string, remedy: string, signal: AbortSignal): Promise<string | undefined> {
    this.#status.clear();
    const { stdin, stderr } = this.#terminal;
    this.#lines ??= new TypedLines(stdin);
    stderr.write(question);
    const line = await this.#lines.next(signal);
    // What a person types ends its line by itself.
    if (line.kind !== 'line' || !stdin.isTTY) stderr.write('\n');
    if (line.kind === 'end') throw new UsageError(`nobody is here to ask: ${remedy}`);
    return line.kind === 'line' ? line.text.trim() : undefined;
  }
}

function isYes(answer: string | undefined): boolean {
  return /^y(es)?$/i.test(answer ?? '');
}
