// One of the hub's requests, sent from the command line.

import * as z from 'zod';
import { parsedJson } from '../../parsed-json.ts';
import { CommandError } from '../device/command-error.ts';
import type { Remote, Reply } from './remote.ts';

const okAnswer = z.object({ status: z.literal('ok'), data: z.unknown() });
const problemDocument = z.object({ detail: z.string(), code: z.string().optional() });

/**
 * Sends a request, and gives the `data` of its answer.
 *
 * @throws {UnreachableError} no hub answers. @throws {CommandError} it refuses, in its own words.
 */
export async function hubRequest(
  remote: Remote,
  name: string,
  args: object,
  stop: AbortSignal,
): Promise<unknown> {
  const body = { type: 'application/json', text: JSON.stringify(args) };
  const reply = await remote.ask({ path: `/api/v1/requests/${name}`, body }, stop);
  const json = jsonOf(reply);
  const answer = okAnswer.safeParse(json);
  if (reply.status === 200 && answer.success) return answer.data.data;
  throw refusalOf(reply, remote.name);
}

/** Why a hub did not do what it was asked. */
export function refusalOf(reply: Reply, name: string): CommandError {
  const { status } = reply;
  const problem = problemDocument.safeParse(jsonOf(reply));
  if (status === 401) {
    return new CommandError(`${name} wants its web.token: --token, or $BLUEBELL_TOKEN`);
  }
  if (!problem.success) return new CommandError(`what answers as ${name} is no bluebell`);
  return new CommandError(problem.data.detail);
}

function jsonOf({ type, text }: Reply): unknown {
  return /^application\/(?:problem\+)?json$/.test(type) ? parsedJson(text) : undefined;
}
