// Takes commands from wherever they come, does them one after another, and gives what is to be answered.

import type { Clock, Log } from '@bluebell/ble/core';
import { errorText } from '../error-text.ts';
import { BacklogQueue } from './backlog-queue.ts';
import type { Command, CommandHub, Reply } from './command.ts';
import { type CommandLine, callFrom, cutLine, LONGEST_LINE } from './line.ts';
import type { CommandPorts } from './ports.ts';
import { COMMANDS } from './table.ts';

/** One message of an answer: JSON, and the last part of the topic it belongs to. */
export interface Answer {
  /** `RESULT`, `STATUS8`; with SetOption4 the command, such as `MI32OPTION`. */
  readonly topic: string;
  readonly json: string;
}

/** What a dispatcher works with. */
export interface DispatcherParts {
  readonly ports: CommandPorts;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes the answers to what a backlog or a rule did: nobody waits for these. */
  readonly answered: (answer: Answer) => void;
  /** Settles once all that was changed is on the disk. Default: nothing is kept. */
  readonly flush?: (() => Promise<void>) | undefined;
}

/** A command on its way. */
interface Queued {
  /** It was done: the next one may be. */
  readonly done: Promise<void>;
  /** It may be answered: whatever it changed is there after a crash, too. */
  readonly answers: Promise<readonly Answer[]>;
}

/** More commands than this never wait: who sends faster than they are done is refused. */
export const WAITING_LIMIT = 256;

/** Where answers go that have no topic of their own. */
const RESULT = 'RESULT';

/** What an answer is named for where there is no such command. */
const NO_COMMAND = 'COMMAND';

const ERROR: readonly Reply[] = [{ json: '{"Command":"Error"}' }];
const UNKNOWN: readonly Reply[] = [{ json: '{"Command":"Unknown"}' }];

const BY_KEY: ReadonlyMap<string, Command> = new Map(
  COMMANDS.map((command) => [command.spelling.toLowerCase(), command]),
);

/** Does commands, each once, in the order they came. */
export class CommandDispatcher {
  readonly #parts: DispatcherParts;
  readonly #hub: CommandHub;
  readonly #backlog: BacklogQueue;
  #last: Promise<unknown> = Promise.resolve();
  #lastAnswered: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #depth = 0;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    const { ports, clock, log } = parts;
    this.#backlog = new BacklogQueue({
      clock,
      log,
      run: (line, depth) => this.runUnasked(line, depth),
    });
    this.#hub = {
      ...ports,
      clock,
      backlog: {
        add: (lines, gapMs) => this.#backlog.add(lines, gapMs, this.#depth),
        clear: () => this.#backlog.clear(),
        delay: (delayMs) => this.#backlog.delay(delayMs),
      },
    };
  }

  /** How many rules led to the command that is being done; 0 where a user sent it. */
  get depth(): number {
    return this.#depth;
  }

  /**
   * Does a command.
   *
   * @param name with its digits, as it stands in a topic: `MI32Option2`. Upper and lower case are alike.
   * @returns what is to be answered, JSON whatever was sent. Nothing, for a backlog. Never rejects.
   */
  run(name: string, payload: string): Promise<readonly Answer[]> {
    return this.#queue({ name, payload }, 0).answers;
  }

  /** The same for a line as it is typed: `MI32Option2 1`. */
  runLine(line: string): Promise<readonly Answer[]> {
    return this.#queue(cutLine(line), 0).answers;
  }

  /**
   * Does a line that nobody waits for. Settles when it is done, so that the next can be: its answer may come
   * later, and many are written to the disk together. @param depth how many rules led to it.
   */
  async runUnasked(line: string, depth: number): Promise<void> {
    const { done, answers } = this.#queue(cutLine(line), depth);
    void answers.then((all) => {
      for (const answer of all) this.#parts.answered(answer);
    });
    await done;
  }

  /** Drops what waits in the backlog. */
  close(): void {
    this.#backlog.close();
  }

  #queue(line: CommandLine, depth: number): Queued {
    if (this.#waiting >= WAITING_LIMIT) {
      this.#parts.log.warn('COMMANDS_FULL', `a command was refused: ${WAITING_LIMIT} wait already`);
      const answers = Promise.resolve(this.#answers(ERROR, NO_COMMAND));
      return { done: Promise.resolve(), answers };
    }
    this.#waiting++;
    const performed = this.#last.then(() => this.#perform(line, depth));
    this.#last = performed;
    const answers = performed.then((all) => this.#whenKept(all));
    return { done: performed.then(() => {}), answers };
  }

  /** Answers come in the order of the commands, each once its own changes are on the disk. */
  #whenKept(answers: readonly Answer[]): Promise<readonly Answer[]> {
    const kept = Promise.all([this.#lastAnswered, this.#parts.flush?.()]);
    this.#lastAnswered = kept;
    return kept.then(() => answers);
  }

  async #perform(line: CommandLine, depth: number): Promise<readonly Answer[]> {
    this.#depth = depth;
    const call = line.name.length + line.payload.length > LONGEST_LINE ? undefined : callFrom(line);
    const command = call && this.#known(call.key);
    try {
      if (!command) return this.#answers(UNKNOWN, NO_COMMAND);
      const replies = await command.perform(this.#hub, call);
      return this.#answers(replies ?? ERROR, command.spelling);
    } catch (error) {
      const reason = errorText(error);
      this.#parts.log.error('COMMAND_FAILED', `${command?.spelling}: ${reason}`);
      return this.#answers(ERROR, command?.spelling ?? NO_COMMAND);
    } finally {
      this.#waiting--;
      this.#depth = 0;
    }
  }

  #known(key: string): Command | undefined {
    const command = BY_KEY.get(key);
    const { isBluetoothOn } = this.#parts.ports.settings.values;
    return command?.isOfBluetooth && !isBluetoothOn ? undefined : command;
  }

  /** Read after the command: the one that changes SetOption4 is answered by the new rule. */
  #answers(replies: readonly Reply[], spelling: string): readonly Answer[] {
    const isByName = this.#parts.ports.settings.values.isAnsweredByName;
    const usual = isByName ? spelling.toUpperCase() : RESULT;
    return replies.map(({ topic = usual, json }) => ({ topic, json }));
  }
}
