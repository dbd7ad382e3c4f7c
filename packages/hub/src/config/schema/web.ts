// Settings of the hub's own web server.

import { z } from 'zod';
import { isLoopback } from '../../listen.ts';
import { matches, secret, text } from './text.ts';

export const webSection = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether commands are taken by HTTP too.'),
    host: text(matches(/^[\w.:-]+$/, 'must be an address of this machine, such as 127.0.0.1'))
      .default('127.0.0.1')
      .describe('Where it listens; 0.0.0.0 lets the whole network in, which needs a password.'),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(8127)
      .describe('0 takes any port that is free. When it is taken, another one is, and printed.'),
    user: text(matches(/^[^:\p{C}]+$/u, "must not hold ':' or control characters"), 64)
      .default('admin')
      .describe('User name, where there is a password.'),
    password: secret({
      description: 'Password. Better kept in secrets.yaml: !secret web_password',
      example: 'change-me',
    }),
  })
  .superRefine(({ host, password }, context) => {
    if (isLoopback(host) || password?.reveal()) return;
    const message = 'lets others in than this machine: give a password too';
    context.addIssue({ code: 'custom', path: ['host'], message });
  })
  .prefault({})
  .describe('HTTP: http://127.0.0.1:8127/cm?cmnd=Status');
