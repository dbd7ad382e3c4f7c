// Why there is no connection to the broker, in words that a user can act on.

/** What went wrong, and whether trying again soon can help. */
export interface MqttFailure {
  /** Stable, for the log. */
  readonly code: 'MQTT_REFUSED' | 'MQTT_TLS' | 'MQTT_UNREACHABLE' | 'MQTT_LOST';
  /** The reason, and what to do about it. */
  readonly text: string;
  /** Whether it stays like this until somebody changes a setting. */
  readonly isLasting: boolean;
  /** Whether the broker knows another version of MQTT only. */
  readonly isAboutVersion: boolean;
}

/** What a broker says with no by number: CONNACK of MQTT 3.1.1, 3.2.2.3, and of MQTT 5, 3.2.2.2. */
const REFUSALS: Readonly<Record<number, string>> = {
  1: 'it does not speak this version of MQTT: set version 3.1.1',
  2: 'it does not like the client id: set another',
  4: 'wrong user name or password: check both',
  5: 'not authorized: check user name and password, and what the broker allows them',
  128: 'it does not say why: its own log may',
  132: 'it does not speak this version of MQTT: set version 3.1.1',
  133: 'it does not like the client id: set another',
  134: 'wrong user name or password: check both',
  135: 'not authorized: check user name and password, and what the broker allows them',
  138: 'this client is banned: its own log may say why',
  140: 'it wants another way to log in',
  144: 'it does not allow the topic of the last will: set another base topic',
  149: 'it takes only smaller packets',
  154: 'it keeps no retained messages, and state needs them: allow them in its settings',
  155: 'it does not support QoS 1: allow it in its settings',
};

/** What passes by itself, of CONNACK and, in MQTT 5, DISCONNECT (3.14.2.1). */
const PASSING: Readonly<Record<number, string>> = {
  3: 'it is not ready to serve',
  136: 'it is not ready to serve',
  137: 'it is busy',
  139: 'it shuts down',
  141: 'it heard nothing from us for too long',
  142: 'another program uses the same client id: give each its own',
  147: 'it got more at once than it allows',
  151: 'a quota is used up',
  152: 'its administrator ended the connection',
  159: 'too many connections in too short a time',
};

/** Error codes of Node's sockets, and messages of the MQTT client that have no code. */
const TROUBLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is the broker running, and are host and port right?',
  ENOTFOUND: 'there is no such host: check the name',
  EAI_AGAIN: 'the name of the host cannot be looked up: is the network up?',
  ETIMEDOUT: 'no answer: check host, port and firewalls',
  EHOSTUNREACH: 'there is no way to the host: check the network',
  ENETUNREACH: 'there is no way to its network: check the network',
  'connack timeout': 'it let us wait for too long: does MQTT listen on this port?',
  'Keepalive timeout': 'it fell silent',
};

/** Ways to close a connection without a word. */
const CLOSED: readonly unknown[] = ['ECONNRESET', 'EPIPE', undefined];

const CA_ADVICE = 'set tls.ca to the certificate of the authority that signed it';

/** Error codes of OpenSSL and of Node's TLS. */
const TLS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: `its certificate is signed by itself: ${CA_ADVICE}`,
  SELF_SIGNED_CERT_IN_CHAIN: `its certificate comes from an unknown authority: ${CA_ADVICE}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `its certificate comes from an unknown authority: ${CA_ADVICE}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `its certificate comes from an unknown authority: ${CA_ADVICE}`,
  CERT_SIGNATURE_FAILURE: `its certificate was not signed by this authority: ${CA_ADVICE}`,
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it, and check the clock of this machine',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: check the clock of this machine',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: set tls.servername',
  EPROTO:
    'it does not speak TLS on this port, or wants a certificate: check port, tls.cert, tls.key',
};

/** Says what an error of the client means; `undefined` is a connection closed without a word. */
export function mqttFailure(error: unknown, wasConnected: boolean): MqttFailure {
  const name = nameOf(error);
  if (typeof name === 'number') return refusal(name, wasConnected);
  const tls = name === undefined ? undefined : tlsText(name);
  if (tls !== undefined) return failure('MQTT_TLS', tls, true);
  const text = CLOSED.includes(name) ? undefined : (TROUBLE[name ?? ''] ?? name);
  if (wasConnected) return failure('MQTT_LOST', text ?? 'it closed the connection');
  return failure(
    'MQTT_UNREACHABLE',
    text ?? 'it closed the connection without a word: does only one side speak TLS (mqtts://)?',
  );
}

function refusal(code: number, wasConnected: boolean): MqttFailure {
  const passing = PASSING[code];
  const text = passing ?? REFUSALS[code] ?? `with code ${code}`;
  if (wasConnected) return failure('MQTT_LOST', text);
  const isAboutVersion = code === 1 || code === 132;
  return { code: 'MQTT_REFUSED', text, isLasting: passing === undefined, isAboutVersion };
}

function failure(code: MqttFailure['code'], text: string, isLasting = false): MqttFailure {
  return { code, text, isLasting, isAboutVersion: false };
}

function tlsText(code: string): string | undefined {
  if (TLS[code] !== undefined) return TLS[code];
  return /^(ERR_SSL|ERR_TLS|CERT_|UNABLE_TO_)/.test(code) ? `TLS failed with ${code}` : undefined;
}

/** A number from the broker, a code of the system, or the message of what has neither. */
function nameOf(error: unknown): number | string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'number' || typeof code === 'string') return code;
  return error.message === '' ? undefined : error.message;
}
