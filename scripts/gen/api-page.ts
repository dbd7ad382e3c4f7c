// docs/api.md: every endpoint of the hub's API.

import { ENDPOINTS, type Endpoint } from '@bluebell/hub';
import * as z from 'zod';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# What is there in the HTTP API?

Everything that the dashboard uses: it knows no other way. A hub serves the same as an OpenAPI 3.1 document at \`/api/openapi.json\`.

- All addresses begin with \`/api/v1\`, behind wherever the hub stands. JSON is camelCase, times are ISO 8601 with offset, ids are strings.
- Lists are \`{"items":[…]}\`; where there is more, \`next\` is the \`cursor\` of the next page.
- What is not in these tables is refused: fields of bodies and of queries alike. Bodies are \`application/json\` of at most 64 KiB, files to import 4 MiB.
- Whatever goes wrong is an \`application/problem+json\` document: \`code\` is for programs, \`detail\` for people, and \`errors\` tells of single fields
  (\`path\`, \`message\`; for a body that is no JSON, \`line\` and \`column\`).
- An \`ETag\` that goes back as \`If-Match\` makes sure that nobody changed it meanwhile: 412 otherwise. That of a device is about its name and its settings alone.
- Programs show a token, \`Authorization: Bearer …\`. Its scope says what it may: \`read\`, \`control\` (which includes it) or \`admin\` (which includes both).
- Keys and passwords go in and never come out.`;

interface Field {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
}

function section(tag: string): string {
  const endpoints = ENDPOINTS.filter((endpoint) => endpoint.tag === tag);
  return [`## ${tag}`, ...endpoints.map(entry)].join('\n\n');
}

function entry(endpoint: Endpoint): string {
  const { method, path, summary, scope, media, headers = [], query, body } = endpoint;
  const facts = [
    scope === 'none' ? 'Scope: none.' : `Scope: ${code(scope)}.`,
    ...(media === undefined ? [] : [`Answers ${code(media)}.`]),
    ...(headers.length === 0 ? [] : [`Heeds ${headers.map(code).join(', ')}.`]),
  ].join(' ');
  const rows = [...rowsOf(query, 'query'), ...rowsOf(body, 'body')];
  return [
    `### ${method} ${path}`,
    `${summary} ${facts}`,
    ...(rows.length === 0 ? [] : [table(['Field', 'In', 'Default', 'Meaning'], rows)]),
  ].join('\n\n');
}

function rowsOf(schema: z.ZodType | undefined, place: string): readonly (readonly string[])[] {
  if (!schema) return [];
  // The cast holds: it has the members of any schema, those of an object or not.
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as {
    readonly properties?: Readonly<Record<string, Field>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, field]) => [
    code(name),
    place,
    required.includes(name) ? 'needed' : defaultText(field),
    field.description ?? field.enum?.map((one) => code(String(one))).join(', ') ?? '',
  ]);
}

function defaultText({ default: value }: Field): string {
  return value === undefined ? '' : code(JSON.stringify(value));
}

export const apiPage: Generated = {
  path: 'docs/api.md',
  make: () =>
    page(
      `<!-- ${noticeOf('api-page.ts')} -->`,
      INTRO,
      ...[...new Set(ENDPOINTS.map(({ tag }) => tag))].map(section),
    ),
};
