// Endpoints that are served by others: they stand in the documents like all the rest.

import * as z from 'zod';
import {
  liveMessage,
  loginForm,
  newToken,
  sessionFacts,
  tokenForm,
  tokenList,
} from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';

const access = 'Access';
const live = 'Live';
const topics = z.strictObject({
  topics: z
    .string()
    .optional()
    .describe('devices, health, log, adverts, frames:<id>, with commas; default: devices,health'),
  since: z.string().optional().describe('`<epoch>:<seq>` of the last message, to miss nothing'),
});

export const elsewhere = [
  defineEndpoint({
    method: 'GET',
    path: '/session',
    scope: 'none',
    tag: access,
    summary: 'Who the visitor is, and what it may do. Answers everybody.',
    response: sessionFacts,
  }),
  defineEndpoint({
    method: 'POST',
    path: '/session',
    scope: 'none',
    tag: access,
    summary: 'Logs in, and sets a cookie.',
    body: loginForm,
    response: sessionFacts,
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/session',
    scope: 'none',
    tag: access,
    summary: 'Logs out.',
    response: sessionFacts,
  }),
  defineEndpoint({
    method: 'GET',
    path: '/tokens',
    scope: 'admin',
    tag: access,
    summary: 'Tokens of programs, without themselves.',
    response: tokenList,
  }),
  defineEndpoint({
    method: 'POST',
    path: '/tokens',
    scope: 'admin',
    tag: access,
    summary: 'Makes a token for a program. It is shown this once.',
    body: tokenForm,
    response: newToken,
    status: 201,
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/tokens/{id}',
    scope: 'admin',
    tag: access,
    summary: 'Takes a token back.',
    params: z.strictObject({ id: z.string() }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/live',
    scope: 'read',
    tag: live,
    summary: 'The live stream by WebSocket: one JSON object a message.',
    query: topics,
    status: 101,
    media: 'application/json',
    response: liveMessage,
  }),
  defineEndpoint({
    method: 'GET',
    path: '/live/events',
    scope: 'read',
    tag: live,
    summary: 'The same by Server-Sent Events.',
    query: topics,
    media: 'text/event-stream',
  }),
];
