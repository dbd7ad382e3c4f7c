import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/index.ts';
import { appSettings } from './home-assistant-app.ts';

const TOKEN = 'token-of-the-supervisor';
const BROKER = {
  result: 'ok',
  data: { host: 'core-mosquitto', port: 1883, ssl: false, username: 'addons', password: 'pw' },
};

const folder = mkdtempSync(join(tmpdir(), 'bluebell-app-'));
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe('appSettings', () => {
  it('are none outside of Home Assistant', async () => {
    expect(await appSettings({ environment: {}, data: folder })).toEqual({ environment: {} });
  });

  it('takes the broker that the Supervisor knows, and says who asks', async () => {
    const asked: (string | undefined)[] = [];
    const { environment, warning } = await start({}, (request, response) => {
      asked.push(request.url, request.headers.authorization);
      response.end(JSON.stringify(BROKER));
    });
    expect(asked).toEqual(['/services/mqtt', `Bearer ${TOKEN}`]);
    expect(warning).toBeUndefined();
    expect(environment).toMatchObject({
      BLUEBELL_MQTT__URL: 'mqtt://core-mosquitto:1883',
      BLUEBELL_MQTT__USERNAME: 'addons',
      BLUEBELL_MQTT__PASSWORD: 'pw',
      BLUEBELL_WEB__TRUSTED: '172.30.32.2',
    });
  });

  it('asks nobody where the form names a broker', async () => {
    const form = { mqtt_url: 'mqtts://broker.lan', mqtt_username: 'me', log_level: 'debug' };
    const { environment } = await start({ ...form, radios: ['sim', 'hci:0'] }, () => {
      throw new Error('nobody was to ask');
    });
    expect(environment).toMatchObject({
      BLUEBELL_MQTT__URL: 'mqtts://broker.lan',
      BLUEBELL_MQTT__USERNAME: 'me',
      BLUEBELL_LOG__LEVEL: 'debug',
      BLUEBELL_RADIOS: '["sim","hci:0"]',
    });
    expect(environment).not.toHaveProperty('BLUEBELL_MQTT__PASSWORD');
  });

  it('gives settings that the configuration takes', async () => {
    const { environment } = await start({ radios: ['sim'] }, (_, response) =>
      response.end(JSON.stringify({ data: { ...BROKER.data, host: 'fd00::1', ssl: true } })),
    );
    const file = join(folder, 'config.yaml');
    writeFileSync(file, '');
    const { config, warnings } = await loadConfig(file, { environment });
    expect(config.mqtt.url).toBe('mqtts://[fd00::1]:1883');
    expect(config.radios).toEqual(['sim']);
    expect(warnings).toEqual([]);
  });

  it.each([
    [400, '{"result":"error"}'],
    [200, 'no JSON'],
    [200, '{"data":{"host":"","port":0}}'],
  ])('goes on without a broker where the Supervisor answers %i %s', async (status, body) => {
    const { environment, warning } = await start({}, (_, response) => {
      response.writeHead(status).end(body);
    });
    expect(warning).toMatch(/^Home Assistant knows no MQTT broker: install .*; the hub goes on/);
    expect(environment).not.toHaveProperty('BLUEBELL_MQTT__URL');
  });

  it('leaves to a variable what was set by hand', async () => {
    const mine = { BLUEBELL_MQTT__URL: 'mqtt://mine' };
    const { environment } = await start(
      {},
      (_, response) => response.end(JSON.stringify(BROKER)),
      mine,
    );
    expect(environment.BLUEBELL_MQTT__URL).toBe('mqtt://mine');
  });

  it('lets users edit the configuration with the editors of Home Assistant', async () => {
    await start({}, (_, response) => response.end('{}'));
    expect(readlinkSync(join(folder, 'config'))).toBe(join(folder, 'of-home-assistant'));
    await appSettings({ environment: {}, data: folder });
    expect(existsSync(join(folder, 'config'))).toBe(true);
  });

  it('refuses a form that it cannot read, and says what to do', async () => {
    await expect(start({ radios: 'sim' }, () => {})).rejects.toThrow(
      /options\.json: .* save it again/,
    );
  });
});

/** What an app with this form gets from a Supervisor that answers so. */
async function start(form: object, answer: RequestListener, environment = {}) {
  const config = join(folder, 'of-home-assistant');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(folder, 'options.json'), JSON.stringify(form));
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  // The cast holds: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return appSettings({
    environment: { SUPERVISOR_TOKEN: TOKEN, ...environment },
    data: folder,
    config,
    supervisor: `http://127.0.0.1:${port}`,
  });
}
