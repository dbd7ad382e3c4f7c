// docs/requests.md: everything that a running hub can be asked.

import { REQUESTS, type RequestKind } from '@bluebell/hub';
import * as z from 'zod';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# What can I ask a running hub?

These requests. One table serves all ways to send them:

| way | send | answer |
| --- | --- | --- |
| MQTT | \`bluebell/bridge/request/<name>\` | \`bluebell/bridge/response/<name>\` |
| HTTP | \`POST http://127.0.0.1:8032/api/v1/requests/<name>\` | the body |
| command line | \`bluebell status\`, \`bluebell device …\`, \`bluebell key …\`, \`bluebell doctor\` | printed |

- What is sent is a JSON object. Where one argument is enough, it may stand alone, as plain text. What is not an argument is refused by its name.
- The answer is \`{"status":"ok","data":…}\`, or \`{"status":"error","error":…,"code":…}\`: a sentence, and a word for programs. By HTTP, an error is
  an \`application/problem+json\` document with the sentence in \`detail\`. A \`transaction\` that was sent comes back as it was.
- A device is named by its name, its id (\`A4C138000001\`) or its address.
- Keys go in and never come out: no answer and no message holds one.
- Messages on request topics must not be retained: those that are do nothing.`;

const HUBS = `## Where several hubs share a broker

All of them hear a request. Those marked *all hubs* are done by each, since each has to know; the others by the leading hub alone. That one answers. To ask
a certain one, send on \`bluebell/hubs/<hub>/request/<name>\`, where \`<hub>\` is its id in \`bridge/info\`; it answers on \`bluebell/hubs/<hub>/response/<name>\`.`;

const TOPICS = `## What the bridge tells by itself

| topic | retained | what it holds |
| --- | --- | --- |
| \`bluebell/bridge/info\` | yes | version, settings in force without secrets, their JSON Schema, what waits for a restart |
| \`bluebell/bridge/health\` | yes | each part and how it is, process, broker, radios, messages of each device; each minute, and when something changes |
| \`bluebell/bridge/devices\` | yes | a list of devices: id, name, model, vendor, decoder, what they expose, options |
| \`bluebell/bridge/radios\` | yes | a list of radios, and how they are |
| \`bluebell/bridge/event\` | no | \`{"type":"device_found","data":{…}}\`, likewise \`device_removed\`, \`device_renamed\`, \`key_needed\`, \`key_accepted\` |
| \`bluebell/bridge/logging\` | no | \`{"level","message","namespace","code","hub"}\` from \`mqtt.log_level\` on, save what is about the broker |

Among other hubs, each also tells its own on \`bluebell/hubs/<hub>/info\`, \`health\`, \`devices\` and \`radios\`.`;

interface Argument {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
}

function section({ name, summary, scope, args, short, examples }: RequestKind): string {
  // The cast holds: arguments are objects, and their members have the members of any schema.
  const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as {
    readonly properties?: Readonly<Record<string, Argument>>;
    readonly required?: readonly string[];
  };
  const rows = Object.entries(schema.properties ?? {}).map(([argument, about]) => [
    code(argument),
    schema.required?.includes(argument) ? 'needed' : defaultText(about),
    about.description ?? '',
  ]);
  const facts = [
    ...(scope === 'every' ? ['All hubs.'] : []),
    ...(short === undefined ? [] : [`Alone, a text is ${code(short)}.`]),
  ].join(' ');
  const sent = examples.map(({ send, answers }) => [code(send || '(nothing)'), code(answers)]);
  return [
    `### ${name}`,
    [summary, facts].filter(Boolean).join(' '),
    ...(rows.length === 0 ? [] : [table(['Argument', 'Default', 'Meaning'], rows)]),
    table(['Send', 'Answer'], sent),
  ].join('\n\n');
}

function defaultText({ default: value }: Argument): string {
  return value === undefined ? '' : code(JSON.stringify(value));
}

export const requestsPage: Generated = {
  path: 'docs/requests.md',
  make: () =>
    page(
      `<!-- ${noticeOf('requests-page.ts')} -->`,
      INTRO,
      '## Requests',
      ...REQUESTS.map(section),
      HUBS,
      TOPICS,
    ),
};
