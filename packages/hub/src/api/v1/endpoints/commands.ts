// Commands as Tasmota has them, and the requests of the bridge.

import * as z from 'zod';
import { parsedJson } from '../../../parsed-json.ts';
import { givenIn, REQUESTS } from '../../../requests/index.ts';
import {
  commandAnswers,
  commandLine,
  commandList,
  requestAnswer,
  requestList,
} from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { statusFor } from '../find.ts';
import { ApiError, present } from '../reply.ts';

const tag = 'Commands';

export const commands = [
  defineEndpoint({
    method: 'GET',
    path: '/commands',
    scope: 'read',
    tag,
    summary: 'All commands, with what a line editor needs to complete them.',
    response: commandList,
    async run() {
      // Not before somebody looks: a hub without Tasmota's mode has no use for them.
      const { COMMANDS } = await import('../../../commands/table.ts');
      return {
        items: COMMANDS.map(({ spelling, summary, argument, index, examples }) => ({
          name: spelling,
          summary,
          args: argument,
          index,
          example: examples[0]?.send,
          examples: examples.map(({ send, answers }) => ({ send, answers })),
        })),
      };
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/commands',
    scope: 'control',
    tag,
    summary:
      'Does a command. The same Idempotency-Key within ten minutes gives the same answer, and does nothing again.',
    headers: ['Idempotency-Key'],
    body: commandLine,
    response: commandAnswers,
    run({ body: { line }, ports, header, caller }) {
      const dispatcher = present(ports.dispatcher, 'The mode of Tasmota (`tasmota.enabled`)');
      const once = { key: header('idempotency-key'), caller, sent: line };
      return ports.answered.once(once, async () => ({
        answers: (await dispatcher.runLine(line)).map(({ topic, json }) => ({
          topic,
          json: parsedJson(json) ?? null,
        })),
      }));
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/requests',
    scope: 'read',
    tag,
    summary: 'The requests that the bridge knows, on MQTT too.',
    response: requestList,
    run: () => ({ items: REQUESTS.map(({ name, summary }) => ({ name, summary })) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/requests/{name}',
    scope: 'admin',
    tag,
    summary: 'Has a request done: JSON, or a plain text where one argument is enough.',
    params: z.strictObject({ name: z.string().min(1).max(64) }),
    slashes: 'name',
    body: z.string().meta({ description: 'an object of arguments, or a text' }),
    takes: 'text',
    response: requestAnswer,
    async run({ params: { name }, body, ports }) {
      const answer = await ports.requests.answer(name, givenIn(body));
      if (answer.status === 'ok') return answer;
      throw new ApiError(statusFor(answer.code), answer.code, answer.error);
    },
  }),
];
