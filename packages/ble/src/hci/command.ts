// How a command is declared: parameters and return parameters. Core Spec v5.4, Vol 4, Part E, 5.4.1.

import { type Field, type Fields, type Pdu, pdu, type StructOf, struct } from '../codec/index.ts';

/** What the controller answers a command with when it accepts it. */
export type Answer = 'complete' | 'status' | 'none';

/** A command: what it takes, and what it gives. */
export interface Command<Kind extends string, Parameters, Returned> extends Pdu<Kind, Parameters> {
  readonly answer: Answer;
  /** The return parameters behind the status; without bytes unless the answer is 'complete'. */
  readonly returns: Field<Returned>;
  /** The bit of Supported Commands that tells of it. 6.27. */
  readonly supportedBit: number;
}

/** Any command whatever. */
// biome-ignore lint/suspicious/noExplicitAny: parameters of any type; `send` brings them back.
export type AnyCommand = Command<string, any, any>;

/** Where a command stands in Supported Commands. 6.27. */
export type SupportedAt = readonly [octet: number, bit: number];

type Nothing = Readonly<Record<never, never>>;

/** OCF is the low 10 bits of an opcode, OGF the 6 above. */
const OCF_RANGE = 0x400;

/** Declares commands of one group. */
export interface CommandGroup {
  /** Declares a command that Command Complete answers; `returned` is what stands behind the status. */
  complete<const Kind extends string, const P extends Fields, const R extends Fields = Nothing>(
    kind: Kind,
    ocf: number,
    supportedAt: SupportedAt,
    parameters: P,
    returned?: R,
  ): Command<Kind, StructOf<P>, StructOf<R>>;

  /** Declares a command that Command Status answers: its work ends with an event of its own. */
  status<const Kind extends string, const P extends Fields>(
    kind: Kind,
    ocf: number,
    supportedAt: SupportedAt,
    parameters: P,
  ): Command<Kind, StructOf<P>, Nothing>;

  /** Declares a command that nothing answers, and that takes no credit. */
  unanswered<const Kind extends string, const P extends Fields>(
    kind: Kind,
    ocf: number,
    supportedAt: SupportedAt,
    parameters: P,
  ): Command<Kind, StructOf<P>, Nothing>;
}

/** The commands of one OGF. */
export function commandGroup(ogf: number): CommandGroup {
  const declare = (answer: Answer) => {
    return (
      kind: string,
      ocf: number,
      [octet, bit]: SupportedAt,
      parameters: Fields,
      returned: Fields = {},
    ) => ({
      ...pdu(kind, ogf * OCF_RANGE + ocf, parameters),
      answer,
      returns: struct(returned),
      supportedBit: 8 * octet + bit,
    });
  };
  const group = {
    complete: declare('complete'),
    status: declare('status'),
    unanswered: declare('none'),
  };
  // The cast holds since `pdu` and `struct` make of the fields what the signatures say.
  return group as unknown as CommandGroup;
}
