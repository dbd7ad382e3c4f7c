import { describe, expect, it } from 'vitest';
import { blankDevice } from '../../state/device.ts';
import { devicePayload } from './device-payload.ts';
import {
  ABBREVIATIONS,
  DEVICE_ABBREVIATIONS,
  ORIGIN_ABBREVIATIONS,
} from './documented.contract.ts';
import { SHORT_DEVICE_KEYS, SHORT_KEYS, SHORT_ORIGIN_KEYS, shortJson } from './short-keys.ts';

describe('the short keys', () => {
  it.each([
    ['messages', SHORT_KEYS, ABBREVIATIONS],
    ['devices', SHORT_DEVICE_KEYS, DEVICE_ABBREVIATIONS],
    ['origins', SHORT_ORIGIN_KEYS, ORIGIN_ABBREVIATIONS],
  ])('of %s are those that Home Assistant documents', (_, ours, documented) => {
    for (const [long, short] of Object.entries(ours)) expect(documented[short]).toBe(long);
  });

  it('stand at the root, in the device, the origin, the components and their availability', () => {
    const device = { ...blankDevice(0xa4c138000001, 'sensor', 'kitchen'), values: { battery: 80 } };
    const home = { base: 'b', hubId: '0123456789ab', version: '1', hasTriggers: false };
    const facts = {
      topic: 'b/kitchen',
      seen: new Map(),
      receivers: new Map<string, string>(),
      hadFault: false,
      areas: new Map(),
    };
    const json = shortJson(devicePayload(device, home, facts));
    expect(JSON.parse(json)).toMatchObject({
      dev: { ids: ['bluebell_A4C138000001'], via_device: 'bluebell_hub_0123456789ab' },
      o: { name: 'bluebell', sw: '1' },
      avty: [{ t: 'b/bridge/state' }, { t: 'b/kitchen/availability' }],
      avty_mode: 'all',
      stat_t: 'b/kitchen',
      cmps: { battery: { p: 'sensor', dev_cla: 'battery', ent_cat: 'diagnostic' } },
    });
    const shortened = Object.keys({ ...SHORT_KEYS, ...SHORT_DEVICE_KEYS });
    for (const long of shortened) expect(json).not.toContain(`"${long}":`);
  });
});
