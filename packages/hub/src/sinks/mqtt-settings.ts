// What a user sets of MQTT, checked once, so that a mistake shows at the start and not at midnight.

import { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import { UsageError } from '@bluebell/ble/core';
import { type BackoffLimits, DEFAULT_BACKOFF } from './backoff.ts';
import { DEFAULT_LIMITS, type OutboxLimits } from './outbox.ts';

/** How to trust a broker on TLS, and how to prove oneself to it. Certificates and keys are PEM. */
export interface MqttTlsOptions {
  /** The certificate of the authority that signed the broker's; those that Node knows by default. */
  readonly ca?: string | undefined;
  /** The hub's own certificate and its private key, for brokers that ask. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** The name that the broker's certificate must carry, where it is not the host of `url`. */
  readonly servername?: string | undefined;
  /** `false` believes anybody who claims to be the broker. Default `true`. */
  readonly verify?: boolean | undefined;
}

/** Where the broker is, who we are to it, and how much waits while it is away. */
export interface MqttSinkOptions {
  /** `mqtt://host:1883`, or `mqtts://host:8883` for TLS. */
  readonly url: string;
  /** Stable and used by no other program, such as `bluebell-3f2a9c`: a broker allows each but once. */
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Default `3.1.1`, which every broker speaks; `5` steps back to it where it is refused. */
  readonly version?: '3.1.1' | '5' | undefined;
  /** First levels of every topic. Default `bluebell`. */
  readonly base?: string | undefined;
  readonly tls?: MqttTlsOptions | undefined;
  /** Seconds of silence after which both sides ask whether the other is there. Default 60. */
  readonly keepaliveSeconds?: number | undefined;
  /** How long the broker may take to let us in. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined;
  readonly backoff?: Partial<BackoffLimits> | undefined;
  readonly waiting?: Partial<OutboxLimits> | undefined;
  /** Another way to the broker than TCP to `url`, opened anew for each attempt. */
  readonly open?: (() => Duplex) | undefined;
}

/** The same with nothing left to decide. */
export interface MqttSettings {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly version: '3.1.1' | '5';
  readonly base: string;
  readonly tls: MqttTlsOptions;
  readonly keepaliveSeconds: number;
  readonly connectTimeoutMs: number;
  readonly backoff: BackoffLimits;
  readonly waiting: OutboxLimits;
  readonly open: (() => Duplex) | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'mqtt:': 1883, 'mqtts:': 8883 };

/** What topic levels may hold without meaning something to a broker somewhere. */
const BASE = /^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_-]+)*$/;

/**
 * Fills in the defaults.
 *
 * @throws {UsageError} a setting that can never work, named.
 */
export function mqttSettings(options: MqttSinkOptions): MqttSettings {
  const url = brokerUrl(options.url);
  const isSecure = url.protocol === 'mqtts:';
  const base = options.base ?? 'bluebell';
  if (!BASE.test(base)) {
    throw new UsageError(
      `MQTT base topic '${base}': levels of letters, digits, _ and - with / between`,
    );
  }
  if (options.clientId === '') throw new UsageError('MQTT client id: must not be empty');
  if (options.tls && !isSecure) {
    throw new UsageError('MQTT TLS settings need a url that begins with mqtts://');
  }
  checkCertificates(options.tls ?? {});
  return {
    isSecure,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port),
    clientId: options.clientId,
    username: options.username,
    password: options.password,
    version: options.version ?? '3.1.1',
    base,
    tls: options.tls ?? {},
    keepaliveSeconds: options.keepaliveSeconds ?? 60,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    backoff: { ...DEFAULT_BACKOFF, ...options.backoff },
    waiting: { ...DEFAULT_LIMITS, ...options.waiting },
    open: options.open,
  };
}

/** The message does not repeat the text: there may be a password in it. */
function brokerUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.hostname === '' || !(url.protocol in DEFAULT_PORTS)) {
    throw new UsageError(
      'MQTT url: must be like mqtt://192.168.1.2:1883, or mqtts://broker.example:8883 for TLS',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('MQTT url: user name and password are settings of their own');
  }
  return url;
}

function checkCertificates({ ca, cert, key }: MqttTlsOptions): void {
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError('MQTT TLS: cert and key need each other');
  }
  check('ca', () => ca === undefined || new X509Certificate(ca));
  check('cert and key', () => createSecureContext({ cert, key }));
}

function check(what: string, read: () => unknown): void {
  try {
    read();
  } catch (cause) {
    throw new UsageError(`MQTT TLS ${what}: not PEM, or not a pair`, { cause });
  }
}
