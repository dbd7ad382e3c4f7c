import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/index.ts';
import type { RadioFacts } from '../../watch/radio-facts.ts';
import { homeAssistantOptions, receiverFactsOf } from './options.ts';

const RADIO: RadioFacts = {
  name: 'hci:0',
  kind: 'controller',
  stage: 'running',
  isDeaf: false,
  heardMs: 1,
  adverts: 10,
  advertsPerMinute: 2,
  watchdogMs: 1,
  recoveries: { restartScan: 1, reset: 2, reopen: 3 },
  sinceMs: 0,
  connections: 0,
};

describe('homeAssistantOptions', () => {
  it('has the defaults of Home Assistant', async () => {
    const { config } = await parseConfig('', '/nowhere/config.yaml');
    expect(homeAssistantOptions(config)).toEqual({
      prefix: 'homeassistant',
      statusTopic: 'homeassistant/status',
      statusOnline: 'online',
      hasTriggers: false,
      base: 'bluebell',
    });
    expect(config.home_assistant.enabled).toBe(true);
    expect(config.tasmota.discovery).toBeUndefined();
  });

  it('refuses topics that are filters', async () => {
    await expect(
      parseConfig('home_assistant: { prefix: a/+ }', '/nowhere/config.yaml'),
    ).rejects.toThrow('prefix');
  });
});

describe('receiverFactsOf', () => {
  it('counts all that was done to help it, and says when it is deaf', () => {
    expect(receiverFactsOf(RADIO, 'Attic')).toMatchObject({
      name: 'hci:0',
      stage: 'running',
      recoveries: 6,
      area: 'Attic',
    });
    expect(receiverFactsOf({ ...RADIO, isDeaf: true }, undefined).stage).toBe('deaf');
    expect(receiverFactsOf({ ...RADIO, stage: 'failed', isDeaf: true }, undefined).stage).toBe(
      'failed',
    );
  });
});
