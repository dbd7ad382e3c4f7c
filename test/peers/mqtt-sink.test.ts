// The MQTT sink with Mosquitto: what it does with every broker, and what ours cannot show.

import { mqttSinkContract, testSink, update, Watcher } from '@bluebell/hub/sinks/contract';
import { expect, it } from 'vitest';
import { Certificates } from './certificates.ts';
import { Mosquitto } from './mosquitto.ts';
import { describeWith } from './programs.ts';

describeWith('mosquitto')('Mosquitto', () => {
  mqttSinkContract('Mosquitto', () => Mosquitto.start(), '3.1.1');
  mqttSinkContract('Mosquitto', () => Mosquitto.start(), '5');

  it('sends no more at once than MQTT 5 brokers allow', async () => {
    await using mosquitto = await Mosquitto.start({ lines: ['max_inflight_messages 1'] });
    await using watcher = await Watcher.on(mosquitto.url);
    const { sink, log, close } = testSink({ url: mosquitto.url, version: '5' });
    const press = { source: 'button', type: 'press' };
    sink.update(
      update(
        {},
        Array.from({ length: 100 }, () => press),
      ),
    );
    await watcher.until(() => watcher.on('bluebell/A4C138000001/event').length === 100);
    expect(log.codes()).toEqual(['MQTT_CONNECTED']);
    await close();
  });
});

describeWith('mosquitto')('MqttSink with a Mosquitto that asks for a password', () => {
  it.each(['3.1.1', '5'] as const)('comes in with the right one, MQTT %s', async (version) => {
    await using mosquitto = await Mosquitto.start({ users: { hub: 'right' } });
    const login = { username: 'hub', password: 'right' };
    const { log, close } = testSink({ url: mosquitto.url, version, ...login });
    await log.until('MQTT_CONNECTED');
    await close();
  });

  it.each(['3.1.1', '5'] as const)(
    'names a wrong one, and asks seldom, MQTT %s',
    async (version) => {
      await using mosquitto = await Mosquitto.start({ users: { hub: 'right' } });
      const login = { username: 'hub', password: 'hunter2' };
      const { log, close } = testSink({ url: mosquitto.url, version, ...login });
      await log.until('MQTT_REFUSED');
      expect(log.textOf('MQTT_REFUSED')).toContain('password');
      expect(log.textOf('MQTT_REFUSED')).not.toContain('hunter2');
      expect(log.fieldsOf('MQTT_REFUSED')).toEqual({ retryMs: 45_000 });
      await close();
    },
  );
});

describeWith('mosquitto')('MqttSink with a Mosquitto on TLS', () => {
  it('trusts one whose authority was set, and shows its own certificate', async () => {
    await using certificates = await Certificates.make();
    const { ca, clientCert, clientKey } = certificates;
    await using mosquitto = await Mosquitto.start({ tls: certificates, wantsCertificate: true });
    const tls = {
      ca: Certificates.text(ca),
      cert: Certificates.text(clientCert),
      key: Certificates.text(clientKey),
    };
    const { log, close } = testSink({ url: mosquitto.url, tls });
    await log.until('MQTT_CONNECTED');
    await close();
  });

  it('does not trust one of an unknown authority, nor one of another than was set', async () => {
    await using certificates = await Certificates.make();
    await using others = await Certificates.make();
    await using mosquitto = await Mosquitto.start({ tls: certificates });
    for (const tls of [{}, { ca: Certificates.text(others.ca) }]) {
      const { log, close } = testSink({ url: mosquitto.url, tls });
      await log.until('MQTT_TLS');
      expect(log.textOf('MQTT_TLS')).toContain('tls.ca');
      expect(log.fieldsOf('MQTT_TLS')).toEqual({ retryMs: 45_000 });
      await close();
    }
  });

  it('does not trust one with a certificate for another name', async () => {
    await using certificates = await Certificates.make();
    await using mosquitto = await Mosquitto.start({ tls: certificates });
    const tls = { ca: Certificates.text(certificates.ca), servername: 'broker.example' };
    const { log, close } = testSink({ url: mosquitto.url, tls });
    await log.until('MQTT_TLS');
    expect(log.textOf('MQTT_TLS')).toContain('tls.servername');
    await close();
  });

  it('trusts anybody when told so, and warns of it', async () => {
    await using certificates = await Certificates.make();
    await using mosquitto = await Mosquitto.start({ tls: certificates });
    const { log, close } = testSink({ url: mosquitto.url, tls: { verify: false } });
    await log.until('MQTT_CONNECTED');
    expect(log.codes()).toEqual(['MQTT_NOT_VERIFIED', 'MQTT_CONNECTED']);
    await close();
  });

  it('says what is wrong when either side speaks TLS and the other does not', async () => {
    await using certificates = await Certificates.make();
    await using secure = await Mosquitto.start({ tls: certificates });
    await using plain = await Mosquitto.start();
    const toSecure = testSink({ url: secure.url.replace('mqtts:', 'mqtt:') });
    await toSecure.log.until('MQTT_UNREACHABLE');
    expect(toSecure.log.textOf('MQTT_UNREACHABLE')).toContain('TLS');
    await toSecure.close();

    const toPlain = testSink({ url: plain.url.replace('mqtt:', 'mqtts:') });
    await toPlain.log.until('MQTT_UNREACHABLE');
    expect(toPlain.log.textOf('MQTT_UNREACHABLE')).toContain('TLS');
    await toPlain.close();
  });
});
