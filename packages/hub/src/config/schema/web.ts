// Settings of the hub's own web server.

import { isIP } from 'node:net';
import * as z from 'zod';
import { isAddressOrNetwork } from '../../address-list.ts';
import { isLoopback } from '../../listen.ts';
import type { ReadFile } from '../read-file.ts';
import type { Secret, SettingFile } from '../secret.ts';
import { file, matches, secret, text } from './text.ts';

/** Shorter ones could be guessed. */
const SHORTEST_TOKEN = 16;

export function webSection(readFile: ReadFile) {
  return z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe('Whether there is one. Programs of this machine reach the hub without it too.'),
      host: text(matches(/^[\w.:-]+$/, 'must be an address of this machine, such as 127.0.0.1'))
        .default('127.0.0.1')
        .describe('Where it listens; 0.0.0.0 lets the whole network in, which needs a password.'),
      port: z
        .int()
        .min(0)
        .max(65_535)
        .default(8032)
        .describe('0 takes any port that is free. When it is taken, another one is, and printed.'),
      user: text(matches(/^[^:\p{C}]+$/u, "must not hold ':' or control characters"), 64)
        .default('admin')
        .describe('User name, where there is a password.'),
      password: secret({
        description: 'Password. Better kept in secrets.yaml: !secret web_password',
        example: 'change-me',
      }),
      password_file: file(readFile).optional().meta({
        description: 'The same, from a file.',
        example: '/run/secrets/web_password',
      }),
      token: secret({
        description: `For programs, sent as 'Authorization: Bearer …'; at least ${SHORTEST_TOKEN} characters.`,
        example: '7Qm3xZkV0sN8eYtB2rLd',
      }),
      token_file: file(readFile).optional().meta({
        description: 'The same, from a file.',
        example: '/run/secrets/web_token',
      }),
      without_password: z
        .enum(['refuse', 'setup', 'open'])
        .default('refuse')
        .describe(
          'What to do where others are let in and there is no password. refuse: the configuration is refused. setup: all is locked until somebody opens the link in the log, which sets one. open: whoever reaches the port may do everything.',
        ),
      trusted: z
        .array(
          text((value) => (isIP(value) ? undefined : 'must be an address such as 172.30.32.2')),
        )
        .max(16)
        .default([])
        .meta({
          description:
            'Addresses that are let in without a password, such as a proxy that asks for one itself. Where there is no password, nobody else is.',
          example: ['172.30.32.2'],
        }),
      trusted_proxies: z
        .array(
          text((value) =>
            isAddressOrNetwork(value)
              ? undefined
              : 'must be an address or a network, such as 192.168.1.2 or 10.0.0.0/8',
          ),
        )
        .max(16)
        .default([])
        .meta({
          description:
            'Proxies whose word is taken on whom they speak for (X-Forwarded-For, -Proto and -Host, or Forwarded): addresses or networks. They do not let anybody in.',
          example: ['127.0.0.1'],
        }),
      device_metrics: z
        .boolean()
        .default(true)
        .describe('Whether /metrics has numbers for each known device.'),
    })
    .superRefine((web, context) => {
      for (const { isWrong, path, message } of conflictsOf(web)) {
        if (isWrong) context.addIssue({ code: 'custom', path: [path], message });
      }
    })
    .prefault({})
    .describe('HTTP: http://127.0.0.1:8032/cm?cmnd=Status');
}

interface Parts {
  readonly host: string;
  readonly password?: Secret | undefined;
  readonly password_file?: SettingFile | undefined;
  readonly token?: Secret | undefined;
  readonly token_file?: SettingFile | undefined;
  readonly trusted: readonly string[];
  readonly without_password: string;
}

/** Settings that are right alone and may be wrong together. */
function conflictsOf(web: Parts) {
  const token = webToken(web);
  const isLocked = Boolean(webPassword(web) ?? token) || web.trusted.length > 0;
  return [
    {
      isWrong: web.password !== undefined && web.password_file !== undefined,
      path: 'password_file',
      message: 'cannot stand beside password: remove one of the two',
    },
    {
      isWrong: web.token !== undefined && web.token_file !== undefined,
      path: 'token_file',
      message: 'cannot stand beside token: remove one of the two',
    },
    {
      isWrong: token !== undefined && !new RegExp(`^[!-~]{${SHORTEST_TOKEN},1024}$`).test(token),
      path: web.token === undefined ? 'token_file' : 'token',
      message: `needs at least ${SHORTEST_TOKEN} letters, digits or signs, and no blanks`,
    },
    {
      isWrong: !isLoopback(web.host) && !isLocked && web.without_password === 'refuse',
      path: 'host',
      message:
        "lets others in than this machine: give a password too, or 'without_password: setup' to set it in the browser",
    },
  ];
}

/** The password, wherever it was given; an empty one is none. */
export function webPassword(web: Pick<Parts, 'password' | 'password_file'>): string | undefined {
  return given(web.password, web.password_file);
}

/** The token, wherever it was given; an empty one is none. */
export function webToken(web: Pick<Parts, 'token' | 'token_file'>): string | undefined {
  return given(web.token, web.token_file);
}

/** The line end that editors leave in a file is no part of it. */
function given(secret: Secret | undefined, file: SettingFile | undefined): string | undefined {
  return (secret?.reveal() ?? file?.reveal().replace(/\r?\n$/, '')) || undefined;
}
