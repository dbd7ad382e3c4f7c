import { TransportError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseConfig } from './load.ts';

const KEY = '00112233445566778899aabbccddeeff';

describe('a wrong configuration', () => {
  it.each([
    ['radios: sim', '1:9 radios: must be a list such as [sim], not this text'],
    [
      'gateways: theengs',
      '1:11 gateways: must be a list such as [{"kind":"openmqttgateway"}], not this text',
    ],
    [
      'radios: [sim, 7up]',
      "1:15 radios[1]: must be a radio such as sim, 'serial:/dev/ttyUSB0' or 'tcp:192.0.2.7:9101', not '7up'",
    ],
    ['radios: [{}]', '1:10 radios[0]: must be text of at most 4096 characters, not a group'],
    [`radios: [${'sim,'.repeat(17)}]`, '1:9 radios: must have at most 16 entries, not a list'],
    ['colour: red', '1:1 colour: is no setting; allowed here: version, radios, mqtt'],
    [
      'mqtt:\n  urll: x',
      "2:3 mqtt.urll: is no setting (did you mean 'url'?); allowed here: url, username",
    ],
    ['mqtt: 5', "1:7 mqtt: must be a group of lines 'name: value' (url, username"],
    ['mqtt: [5]', '1:7 mqtt: must be a group'],
    [
      'mqtt: { url: host }',
      '1:14 mqtt.url: must be an address such as mqtt://192.168.1.2:1883, not',
    ],
    ['mqtt: { url: "http://h" }', "mqtt.url: must begin with mqtt:// or mqtts://, not 'http://h'"],
    ['mqtt: { url: "mqtt://" }', 'mqtt.url: must name a host'],
    ['mqtt: { url: "mqtt://h/x" }', 'mqtt.url: must end after host and port'],
    ['mqtt: { version: 4 }', "mqtt.version: must be one of 3.1.1, 5, not '4'"],
    ['mqtt: { base: "a b" }', "mqtt.base: must be made of letters, digits, '_' and '-'"],
    ['mqtt: { base: a/ }', 'mqtt.base: must be made of'],
    ['mqtt: { client_id: "a/b" }', 'mqtt.client_id: must be 1 to 64 letters'],
    [
      'mqtt: { keepalive_s: 1 }',
      "mqtt.keepalive_s: must be a whole number from 5 to 65535, not '1'",
    ],
    ['mqtt: { keepalive_s: 1.5 }', "must be a whole number from 5 to 65535, not '1.5'"],
    ['mqtt: { keepalive_s: 0x20 }', "must be a whole number from 5 to 65535, not '0x20'"],
    [
      'mqtt: { username: x }',
      "1:19 mqtt.username: is for somebody else's broker: give its url too",
    ],
    ['mqtt: { url: "mqtt://h", password: x }', 'mqtt.password: needs a username beside it'],
    ['mqtt: { url: "mqtt://h", tls: {} }', 'mqtt.tls: needs a url that begins with mqtts://'],
    ['mqtt: { tls: { verify: perhaps } }', "mqtt.tls.verify: must be true or false, not 'perhaps'"],
    ['mqtt: { tls: { ca_file: no.pem } }', 'mqtt.tls.ca_file: names a file that does not work: '],
    [
      'mqtt: { password: [x] }',
      '1:19 mqtt.password: must be text of at most 1024 characters, not a list',
    ],
    [
      'broker: { port: 65536 }',
      "1:17 broker.port: must be a whole number from 0 to 65535, not '65536'",
    ],
    ['devices: []', '1:10 devices: must be a group'],
    [
      'devices: { kitchen: {} }',
      '1:12 devices.kitchen: must be an address such as A4:C1:38:00:00:01',
    ],
    ['devices: { A4:C1-38:00:00:01: {} }', 'devices.A4:C1-38:00:00:01: must be an address such as'],
    [
      'devices: { A4C138000001: {}, "A4:C1:38:00:00:01": {} }',
      '1:51 devices.A4:C1:38:00:00:01: stands here twice',
    ],
    [
      'devices: { A4C138000001: { name: "a/set" } }',
      'devices.A4C138000001.name: must not end with',
    ],
    ['devices: { A4C138000001: { name: bridge } }', "must not be 'bridge'"],
    [`devices: { A4C138000001: { name: ${KEY} } }`, 'name: must not look like a key'],
    ['devices: { A4C138000001: { name: a4c138000002 } }', 'name: must not look like an address'],
    [
      'devices: { A4C138000001: { name: x }, A4C138000002: { name: x } }',
      '1:61 devices.A4C138000002.name: is a name that something else has too',
    ],
    ['phones: { anna: {} }', '1:17 phones.anna: needs an irk or an address'],
    ['phones: { "a+b": { address: A4C138000001 } }', "1:11 phones.a+b: must not hold '+' or '#'"],
    [
      'phones: { a: { address: A4C138000001 } }\ndevices: { A4C138000001: {} }',
      '1:25 phones.a.address: is configured as a sensor too',
    ],
    [
      `phones: { a: { irk: ${KEY} }, b: { irk: "${KEY.toUpperCase()}" } }`,
      'phones.b: has the key or address of a phone above',
    ],
    [
      'phones: { a: { address: A4C138000001, away_after_s: 1 } }',
      'phones.a.away_after_s: must be a whole number from 10',
    ],
    ['mi32cfg: nowhere', '1:10 mi32cfg: names a file that does not work: '],
    [
      'log: { level: loud }',
      "1:15 log.level: must be one of error, warn, info, debug, trace, not 'loud'",
    ],
    ['version: x', "1:10 version: must be 1, not 'x'"],
    ['version: 2', '1:10 version: is 2: the file was written by a newer bluebell'],
    ['- a\n- b', "1:1: must hold lines such as 'name: value'"],
    ['a: [', '1:5: '],
    ['<<: { a: 1 }', '1:1 <<: is no setting'],
  ])('is refused with place, path and what is allowed: %j', async (text, line) => {
    expect(await problemsOf(text)).toContain(line);
  });

  it.each([
    `devices: { A4C138000001: ${KEY} }`,
    `devices: { ${KEY}: {} }`,
    `devices: { A4C138000001: { kee: ${KEY} } }`,
    `devices: { A4C138000001: { key: [${KEY}] } }`,
    `devices: { A4C138000001: { ignore: ${KEY} } }`,
    `devices: { A4C138000001: { ${KEY}: x } }`,
    `broker: { port: ${KEY} }`,
    `phones: { ${KEY}: {} }`,
    KEY,
    `devices: "${KEY}`,
    `devices: *${KEY}`,
    `devices: !${KEY} x`,
    `mqtt: { password: !secret ${KEY} }`,
    `mqtt: { url: "mqtt://user:${KEY}@host" }`,
    'mqtt: { url: "mqtt://user:5566@host" }',
    'mqtt: { url: "mqtt:user:5566@host" }',
    'mqtt: { url: "mqtt://h", password: "5566" }',
  ])('is told without showing a key or password, even in the wrong place (%#)', async (text) => {
    expect(await problemsOf(text)).not.toMatch(/5566/);
  });
});

/** What is said of a text that must not load. There are no files beside it. */
async function problemsOf(text: string): Promise<string> {
  const options = { readFile: noFile };
  const outcome = await parseConfig(text, 'c.yaml', options).catch((error: unknown) => error);
  if (outcome instanceof ConfigError) return outcome.message;
  throw new Error('it must be refused', { cause: outcome });
}

function noFile(path: string): Promise<never> {
  return Promise.reject(new TransportError(`${path} cannot be read`));
}
