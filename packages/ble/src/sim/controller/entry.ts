// One entry of the table of commands: how a virtual controller carries it out.

import {
  type AnyCommand,
  type Command,
  completePacket,
  HciStatus,
  statusPacket,
} from '../../hci/index.ts';
import type { Core } from './core.ts';
import { refusedPacket } from './refused-packet.ts';

/**
 * What a command comes to: its return parameters, or a status alone: that it is refused with, or success
 * where nothing stands behind it.
 */
export type Outcome<R> = R | number;

/** What the link layer's status makes of return parameters: these, or nothing but the status. */
export function answered<R>(status: number, returned: R): Outcome<R> {
  return status === HciStatus.success ? returned : status;
}

/** One command of the table. */
export interface Entry {
  readonly command: AnyCommand;
  /** Gives the H4 packet that answers; `undefined` where nothing does. */
  readonly run: (core: Core, parameters: unknown) => Uint8Array | undefined;
}

/** Parameters that name a link, by either word. */
type OfLink = { readonly connectionHandle: number } | { readonly handle: number };

function handleOf(parameters: OfLink): number {
  return 'handle' in parameters ? parameters.handle : parameters.connectionHandle;
}

// The casts of this file hold since the parameters were read by the table of their own command, and since
// success stands alone only where no return parameters are.

/** A command that Command Complete answers. */
export function complete<P, R>(
  command: Command<string, P, R>,
  carryOut: (core: Core, parameters: P) => Outcome<R>,
): Entry {
  return {
    command,
    run(core, parameters) {
      return packetOf(command, carryOut(core, parameters as P));
    },
  };
}

/** A command that Command Complete answers, about a link: refused where there is none of its handle. */
export function completeOnLink<P extends OfLink, R>(
  command: Command<string, P, R>,
  carryOut: (core: Core, parameters: P) => Outcome<R>,
): Entry {
  return {
    command,
    run(core, parameters) {
      const ofLink = parameters as P;
      const connectionHandle = handleOf(ofLink);
      const outcome = core.linkLayer.hasLink(connectionHandle)
        ? carryOut(core, ofLink)
        : HciStatus.unknownConnection;
      return packetOf(command, outcome, connectionHandle);
    },
  };
}

/** A command that Command Status answers; what it begins ends with an event. */
export function status<P>(
  command: Command<string, P, object>,
  carryOut: (core: Core, parameters: P) => number,
): Entry {
  return {
    command,
    run: (core, parameters) => statusPacket(command.opcode, carryOut(core, parameters as P)),
  };
}

/** A command that Command Status answers, about a link: refused where there is none of its handle. */
export function statusOnLink<P extends OfLink>(
  command: Command<string, P, object>,
  carryOut: (core: Core, parameters: P) => number,
): Entry {
  return status(command, (core, parameters) =>
    core.linkLayer.hasLink(handleOf(parameters))
      ? carryOut(core, parameters)
      : HciStatus.unknownConnection,
  );
}

function packetOf<P, R>(
  command: Command<string, P, R>,
  outcome: Outcome<R>,
  connectionHandle?: number,
): Uint8Array {
  if (typeof outcome !== 'number') return completePacket(command, outcome);
  return outcome === HciStatus.success
    ? completePacket(command, {} as R)
    : refusedPacket(command, outcome, connectionHandle);
}
