// The OpenAPI 3.1 document, from the table. https://spec.openapis.org/oas/v3.1.1

import * as z from 'zod';
import { problemDocument } from '../shapes/index.ts';
import type { Endpoint } from './endpoint.ts';
import { ENDPOINTS } from './table.ts';

type JsonObject = { readonly [name: string]: unknown };

/** What is said of the headers that mean something. */
const HEADERS = {
  'If-Match': 'the ETag of what was looked at: refused with 412 where it was changed meanwhile',
  'Idempotency-Key': 'what is sent twice with it is done once',
} as const;

/** The document. @param version of the hub. */
export function openApi(version: string): JsonObject {
  const shared = new Map<string, JsonObject>();
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const endpoint of ENDPOINTS) {
    const path = `/api/v1${endpoint.path}`;
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint, shared),
    };
  }
  const problem = schemaOf(problemDocument, 'output', shared);
  return {
    openapi: '3.1.1',
    info: {
      title: 'bluebell',
      version,
      description:
        'What the hub knows, and what it can be asked. Times are ISO 8601 with offset, ids are strings.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // From where the document is: the hub may stand under any path.
    servers: [{ url: '..' }],
    security: [{ token: [] }, { password: [] }, { session: [] }],
    tags: [...new Set(ENDPOINTS.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(shared),
      responses: {
        Refused: {
          description: 'It was refused, or failed',
          content: { 'application/problem+json': { schema: problem } },
        },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        password: { type: 'http', scheme: 'basic' },
        session: { type: 'apiKey', in: 'cookie', name: 'bluebell_session' },
      },
    },
  };
}

function operationOf(endpoint: Endpoint, shared: Map<string, JsonObject>): JsonObject {
  const { method, path, tag, summary, scope, body, takes, headers = [] } = endpoint;
  const parameters = [
    ...fieldsOf(endpoint.params, 'path', shared),
    ...fieldsOf(endpoint.query, 'query', shared),
    ...headers.map((name) => ({
      name,
      in: 'header',
      description: HEADERS[name],
      schema: { type: 'string' },
    })),
  ];
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    ...(scope === 'none' ? { security: [] } : { 'x-scope': scope }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: {
          [takes === 'text' ? 'text/plain' : 'application/json']: {
            schema: schemaOf(body, 'input', shared),
          },
        },
      },
    }),
    responses: {
      [endpoint.status ?? 200]: successOf(endpoint, shared),
      default: { $ref: '#/components/responses/Refused' },
    },
  };
}

function successOf({ response, media, status }: Endpoint, shared: Map<string, JsonObject>) {
  const description = status === 101 ? 'Messages follow' : 'Done';
  if (!response) return { description, ...(media && { content: { [media]: {} } }) };
  const schema = schemaOf(response, 'output', shared);
  return { description, content: { [media ?? 'application/json']: { schema } } };
}

function fieldsOf(
  schema: z.ZodObject | undefined,
  place: 'path' | 'query',
  shared: Map<string, JsonObject>,
): readonly JsonObject[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input', shared);
  // The casts hold: the schema of an object has these members.
  return Object.entries(properties as Readonly<Record<string, JsonObject>>).map(
    ([name, { description, ...field }]) => ({
      name,
      in: place,
      required: place === 'path' || (required as readonly string[]).includes(name),
      ...(description !== undefined && { description }),
      schema: field,
    }),
  );
}

/** What has a name of its own is put aside under it, once. */
function schemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  shared: Map<string, JsonObject>,
): JsonObject {
  const {
    $schema: _,
    $defs = {},
    ...made
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.id;
    },
  });
  const text = (part: unknown) =>
    JSON.stringify(part).replaceAll(
      '"#/$defs/',
      `"#/components/schemas/${io === 'input' ? 'In.' : ''}`,
    );
  for (const [name, of] of Object.entries($defs)) {
    // The cast holds: a schema is an object.
    shared.set(io === 'input' ? `In.${name}` : name, JSON.parse(text(of)) as JsonObject);
  }
  // The cast holds likewise.
  return JSON.parse(text(made)) as JsonObject;
}

/** `GET /devices/{id}/values` becomes `getDevicesIdValues`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const named = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return method.toLowerCase() + named.join('');
}
