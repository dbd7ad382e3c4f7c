// As an app of Home Assistant: its form and its broker become settings, as variables like any other.

import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '@bluebell/ble/core';
import * as z from 'zod';
import type { Environment } from '../config/environment.ts';

/** Where the Supervisor puts what its users filled in, and what else it gives an app. */
export interface AppSurroundings {
  readonly environment: Environment;
  /** `/data`: kept over updates, and part of each backup. */
  readonly data?: string;
  /** `/config`: what users can edit with Home Assistant's own editors. */
  readonly config?: string;
  readonly supervisor?: string;
  readonly fetch?: typeof fetch;
}

/** The settings of an app, and what is to be said of them. */
export interface AppSettings {
  readonly environment: Environment;
  /** Why there is no broker of Home Assistant, where there is none. */
  readonly warning?: string;
}

/** The only address that ingress comes from. */
const INGRESS = '172.30.32.2';

/** The Supervisor is on this machine: it answers at once or not at all. */
const PATIENCE_MS = 10_000;

const optional = z.string().optional();

/** The form: `options` and `schema` in `config.yaml` of the app. Unknown members are of a later version. */
const OPTIONS = z.object({
  radios: z.array(z.string()).default([]),
  mqtt_url: optional,
  mqtt_username: optional,
  mqtt_password: optional,
  log_level: optional,
});

/** What the Supervisor says of a broker. */
const SERVICE = z.object({
  data: z.object({
    host: z.string().min(1),
    port: z.coerce.number().int().min(1).max(65_535),
    ssl: z.boolean().default(false),
    username: optional,
    password: optional,
  }),
});

/**
 * The variables that an app's form and Supervisor stand for; none outside of Home Assistant. A variable that
 * is set already wins.
 *
 * @throws {UsageError} what was filled in cannot be read.
 */
export async function appSettings(around: AppSurroundings): Promise<AppSettings> {
  const { environment, data = '/data', config = '/config' } = around;
  const file = join(data, 'options.json');
  const token = environment.SUPERVISOR_TOKEN;
  if (!token || !existsSync(file)) return { environment: {} };
  offerConfig(join(data, 'config'), config);
  const options = readOptions(file);
  const broker = options.mqtt_url
    ? {
        BLUEBELL_MQTT__URL: options.mqtt_url,
        ...login(options.mqtt_username, options.mqtt_password),
      }
    : await brokerOfHomeAssistant(around, token);
  const { warning, ...mqtt } = 'warning' in broker ? broker : { ...broker, warning: undefined };
  return {
    ...(warning !== undefined && { warning }),
    environment: {
      BLUEBELL_DATA: data,
      // Ingress asks for Home Assistant's own login; nobody else is let in.
      BLUEBELL_WEB__HOST: '0.0.0.0',
      BLUEBELL_WEB__TRUSTED: INGRESS,
      BLUEBELL_LOG__LEVEL: options.log_level,
      ...(options.radios.length > 0 && { BLUEBELL_RADIOS: JSON.stringify(options.radios) }),
      ...mqtt,
      ...ofOurs(environment),
    },
  };
}

/** Variables that somebody set by hand. */
function ofOurs(environment: Environment): Environment {
  const set = Object.entries(environment).filter(
    ([name, value]) => name.startsWith('BLUEBELL_') && value,
  );
  return Object.fromEntries(set);
}

/** Lets users edit the configuration; where that folder is not mapped, it stays in `/data`. */
function offerConfig(inData: string, folder: string): void {
  if (existsSync(folder) && !existsSync(inData)) symlinkSync(folder, inData);
}

function readOptions(file: string): z.infer<typeof OPTIONS> {
  try {
    return OPTIONS.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new UsageError(
      `${file}: is not what the app's form gives; open the app's configuration in Home Assistant, and save it again`,
      { cause },
    );
  }
}

async function brokerOfHomeAssistant(
  { supervisor = 'http://supervisor', fetch: get = fetch }: AppSurroundings,
  token: string,
): Promise<Environment | { readonly warning: string }> {
  try {
    const answer = await get(`${supervisor}/services/mqtt`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) return { warning: `${NO_BROKER} (it answers ${answer.status})` };
    const { host, port, ssl, username, password } = SERVICE.parse(await answer.json()).data;
    const name = host.includes(':') ? `[${host}]` : host;
    return {
      BLUEBELL_MQTT__URL: `${ssl ? 'mqtts' : 'mqtt'}://${name}:${port}`,
      ...login(username, password),
    };
  } catch {
    return { warning: `${NO_BROKER} (no answer, or none that can be read)` };
  }
}

const NO_BROKER =
  'Home Assistant knows no MQTT broker: install the app Mosquitto broker, or fill in mqtt_url; the hub goes on with a broker of its own';

function login(username: string | undefined, password: string | undefined): Environment {
  return {
    ...(username && { BLUEBELL_MQTT__USERNAME: username }),
    ...(password && { BLUEBELL_MQTT__PASSWORD: password }),
  };
}
