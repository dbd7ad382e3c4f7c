// Settings of MQTT: the broker, and how to speak to it.

import * as z from 'zod';
import type { ReadFile } from '../read-file.ts';
import type { Secret, SettingFile } from '../secret.ts';
import { file, matches, type Rule, secret, text } from './text.ts';
import { tlsSection } from './tls.ts';

/** Versions of MQTT, as people say them. */
const VERSIONS = ['3.1.1', '5'] as const;

const baseRule = matches(
  /^[\w-]+(\/[\w-]+)*$/,
  "must be made of letters, digits, '_' and '-', with '/' between levels",
);
const clientIdRule = matches(
  /^[\w.:-]{1,64}$/,
  "must be 1 to 64 letters, digits, and characters '_', '-', '.', ':'",
);

export function mqttSection(readFile: ReadFile) {
  return z
    .strictObject({
      url: text(urlRule).optional().meta({
        description:
          'The broker: mqtt://host:port, or mqtts://host:port for TLS. Without it, the hub brings its own broker (see broker).',
        example: 'mqtt://192.168.1.2:1883',
      }),
      username: z
        .string()
        .min(1)
        .max(256)
        .optional()
        .meta({ description: 'User name at the broker.', example: 'bluebell' }),
      password: secret({
        description: 'Password at the broker. Better kept in secrets.yaml: !secret mqtt_password',
        example: 'change-me',
      }),
      password_file: file(readFile).optional().meta({
        description: 'A file that holds the password, instead of password.',
        example: '/run/secrets/mqtt_password',
      }),
      version: z
        .enum(VERSIONS)
        .default('3.1.1')
        .meta({
          description: 'Version of the protocol, 3.1.1 or 5. Every broker speaks 3.1.1.',
          // Editors see the 5 of an unquoted `version: 5` as a number; we take both.
          type: ['string', 'number'],
          enum: [...VERSIONS, 5],
        }),
      base: text(baseRule).default('bluebell').describe('All topics begin with this.'),
      device_topic: z
        .enum(['name', 'id'])
        .default('name')
        .describe(
          'What a device is called in topics: its name, or always the twelve digits of its address.',
        ),
      clean_topics: z
        .boolean()
        .default(true)
        .describe(
          "Whether to publish devices on our own topics, which Home Assistant reads; Tasmota's are under tasmota.",
        ),
      adverts: z
        .boolean()
        .default(false)
        .describe(
          'Whether to pass on the adverts of known devices, for other hubs that list this one under gateways.',
        ),
      client_id: text(clientIdRule).optional().meta({
        description:
          'How the broker tells this hub from others; two with the same throw each other out. Made up and kept when left out.',
        example: 'bluebell-attic',
      }),
      keepalive_s: z
        .int()
        .min(5)
        .max(65_535)
        .default(60)
        .describe('Seconds between signs of life; soon after, the broker holds the hub for lost.'),
      event_queue: z
        .int()
        .min(0)
        .max(1_000_000)
        .default(10_000)
        .describe('Events that wait at most while the broker is away; the oldest go first.'),
      event_max_age_s: z
        .int()
        .min(0)
        .max(86_400)
        .default(7_200)
        .describe(
          'Events older than this many seconds are not sent any more. Those older than ten seconds go to event_log alone.',
        ),
      log_level: z
        .enum(['off', 'error', 'warn', 'info', 'debug'])
        .default('off')
        .describe('The least important messages of the log that are told on bridge/logging.'),
      tls: tlsSection(readFile),
    })
    .superRefine((mqtt, context) => {
      for (const { isWrong, path, message } of conflictsOf(mqtt)) {
        if (isWrong) context.addIssue({ code: 'custom', path, message });
      }
    })
    .prefault({})
    .describe('Where values go.');
}

interface Parts {
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
  readonly password_file?: SettingFile | undefined;
  readonly tls?: unknown;
}

/** Settings that are right alone and may be wrong together. */
function conflictsOf({ url, username, password, password_file, tls }: Parts) {
  return [
    {
      isWrong: password !== undefined && password_file !== undefined,
      path: ['password_file'],
      message: 'cannot stand beside password: remove one of the two',
    },
    {
      isWrong: (password !== undefined || password_file !== undefined) && username === undefined,
      path: [password === undefined ? 'password_file' : 'password'],
      message: 'needs a username beside it',
    },
    {
      isWrong: username !== undefined && url === undefined,
      path: ['username'],
      message: "is for somebody else's broker: give its url too",
    },
    {
      isWrong: tls !== undefined && !url?.toLowerCase().startsWith('mqtts:'),
      path: ['tls'],
      message: 'needs a url that begins with mqtts://, else nothing is encrypted',
    },
  ];
}

function urlRule(value: string): ReturnType<Rule> {
  if (!URL.canParse(value)) return 'must be an address such as mqtt://192.168.1.2:1883';
  const url = new URL(value);
  if (url.protocol !== 'mqtt:' && url.protocol !== 'mqtts:') {
    return 'must begin with mqtt:// or mqtts://';
  }
  if (url.hostname === '') return 'must name a host, such as mqtt://192.168.1.2:1883';
  if (url.username !== '' || url.password !== '') {
    return 'must not hold user name or password: put them into username and password';
  }
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    return 'must end after host and port';
  }
  return undefined;
}

/** The password, wherever it was given. The line end that editors leave in a file is no part of it. */
export function mqttPassword({ password, password_file }: Parts): string | undefined {
  return password?.reveal() ?? password_file?.reveal().replace(/\r?\n$/, '');
}
