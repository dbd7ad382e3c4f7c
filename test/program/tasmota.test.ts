// `bluebell run` to somebody who has only ever known Tasmota: the simulated home, through MQTT alone.

import { Watcher } from '@bluebell/hub/sinks/contract';
import { describe, expect, it } from 'vitest';
import { Bluebell, PATIENCE_MS } from './bluebell.ts';

describe('bluebell run --demo as Tasmota', { timeout: PATIENCE_MS }, () => {
  it('takes MI32Option2, bridges from then on, and tells all sensors by Status 8', async () => {
    const bluebell = new Bluebell(['run', '--demo']);
    const [url] = await bluebell.until(/mqtt:\/\/127\.0\.0\.1:\d+/);
    await using watcher = await Watcher.on(url, {}, '+/+/#');
    await watcher.until(() => topicOf(watcher) !== undefined);
    const topic = topicOf(watcher) ?? '';
    expect(topic).toMatch(/^tasmota_[0-9A-F]{6}$/);

    await watcher.say(`cmnd/${topic}/MI32Option2`, '1');
    await watcher.until(() => watcher.texts(`stat/${topic}/RESULT`).length === 1);
    expect(watcher.on(`stat/${topic}/RESULT`)).toEqual([{ MI32Option2: 1 }]);

    const sensor = `tele/${topic}/SENSOR`;
    await watcher.until(() =>
      watcher
        .texts(sensor)
        .some((json) => /"Bathroom climate":{.*"Humidity":.*"TempUnit":"C"}$/.test(json)),
    );
    await watcher.say(`cmnd/${topic}/Status`, '8');
    await watcher.until(() => watcher.texts(`stat/${topic}/STATUS8`).length === 1);
    const [status] = watcher.on(`stat/${topic}/STATUS8`);
    expect(status).toMatchObject({
      StatusSNS: { 'Bathroom climate': { Humidity: expect.any(Number), MAC: 'A4C1388D1740' } },
    });
    const { code } = await bluebell.signal('SIGTERM').end();
    expect(code).toBe(0);
    await watcher.until(() => watcher.texts(`tele/${topic}/LWT`).at(-1) === 'Offline');
  });

  it.each([
    ['BLUEBELL_TASMOTA__ENABLED', 'bluebell'],
    ['BLUEBELL_MQTT__CLEAN_TOPICS', 'tele'],
  ])('leaves either form of topics to those who want it: %s', async (variable, left) => {
    const bluebell = new Bluebell(['run', '--demo'], { env: { [variable]: 'false' } });
    const [url] = await bluebell.until(/mqtt:\/\/127\.0\.0\.1:\d+/);
    await using watcher = await Watcher.on(url, {}, '+/+/#');
    const heads = () => new Set(watcher.messages.map(({ topic }) => topic.split('/')[0]));
    await watcher.until(() => heads().has(left));
    await bluebell.signal('SIGTERM').end();
    if (left === 'tele') expect(devicesOn(watcher)).toEqual([]);
    else expect(['tele', 'tasmota', 'stat'].filter((head) => heads().has(head))).toEqual([]);
  });

  it('ends with a number that supervisors take for a failure when it is told to restart', async () => {
    const bluebell = new Bluebell(['run', '--demo']);
    const [url] = await bluebell.until(/mqtt:\/\/127\.0\.0\.1:\d+/);
    await using watcher = await Watcher.on(url, {}, '+/+/#');
    await watcher.until(() => topicOf(watcher) !== undefined);
    await watcher.say(`cmnd/${topicOf(watcher)}/Restart`, '1');
    expect((await bluebell.end()).code).toBe(75);
  });
});

/** Our own topics, save those on which the hub tells of itself. */
function devicesOn({ messages }: Watcher): readonly string[] {
  const own = messages.map(({ topic }) => topic).filter((topic) => topic.startsWith('bluebell/'));
  return own.filter((topic) => !/^bluebell\/(bridge|hubs)\//.test(topic));
}

/** The topic on which the hub says that it is there. */
function topicOf(watcher: Watcher): string | undefined {
  const online = watcher.messages.find(({ payload }) => payload === 'Online');
  return online?.topic.split('/')[1];
}
