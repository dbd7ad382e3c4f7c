import { describe, expect, it } from 'vitest';
import { mqttFailure } from './mqtt-failure.ts';

describe('mqttFailure', () => {
  it.each([
    ['a wrong password, MQTT 3.1.1', 4, 'MQTT_REFUSED', 'password', true],
    ['a wrong password, MQTT 5', 134, 'MQTT_REFUSED', 'password', true],
    ['a code that it does not know', 255, 'MQTT_REFUSED', 'code 255', true],
    ['a broker that is busy', 137, 'MQTT_REFUSED', 'busy', false],
    ['a port where nothing listens', 'ECONNREFUSED', 'MQTT_UNREACHABLE', 'running', false],
    ['a name that is none', 'ENOTFOUND', 'MQTT_UNREACHABLE', 'name', false],
    ['a certificate out of date', 'CERT_HAS_EXPIRED', 'MQTT_TLS', 'expired', true],
    ['trouble with TLS of any kind', 'ERR_SSL_OTHER', 'MQTT_TLS', 'ERR_SSL_OTHER', true],
    ['a port for TLS', 'ECONNRESET', 'MQTT_UNREACHABLE', 'mqtts://', false],
  ])('explains %s', (_, code, expected, word, isLasting) => {
    const failure = mqttFailure(Object.assign(new Error('as Node says it'), { code }), false);
    expect(failure).toMatchObject({ code: expected, isLasting });
    expect(failure.text).toContain(word);
  });

  it.each([1, 132])('knows %i for a version that the broker does not speak', (code) => {
    const refused = Object.assign(new Error('no'), { code });
    expect(mqttFailure(refused, false).isAboutVersion).toBe(true);
  });

  it.each([
    ['a broker that just closed', undefined, 'closed'],
    ['a broker that shuts down', Object.assign(new Error('bye'), { code: 139 }), 'shuts down'],
    [
      'another hub with the same client id',
      Object.assign(new Error('bye'), { code: 142 }),
      'client id',
    ],
    ['what has no code', new Error('Keepalive timeout'), 'silent'],
  ])('tells the loss of a connection from a refusal: %s', (_, cause, word) => {
    const failure = mqttFailure(cause, true);
    expect(failure.code).toBe('MQTT_LOST');
    expect(failure.text).toContain(word);
    expect(failure.isLasting).toBe(false);
  });
});
