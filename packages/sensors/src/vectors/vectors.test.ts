import { toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { advertOf, adverts, expectSubset, foreign, rpa } from './vectors.contract.ts';

describe('the known answers', () => {
  it('are all there', () => {
    expect([adverts().length, foreign().length, rpa().length]).toEqual([567, 79, 9]);
  });

  it('have an id each', () => {
    const ids = [...adverts(), ...foreign(), ...rpa()].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('advertOf', () => {
  it('puts service data and manufacturer data into AD structures', () => {
    const line = { id: '', source: '', mac: 'A4:C1:38:00:00:01', addressType: 'public' } as const;
    const data = { serviceData: { fe95: '3058' }, manufacturerData: { '0ba9': '01' } };
    expect(toHex(advertOf({ ...line, ...data }).data)).toBe('051695fe305804ffa90b01');
  });
});

describe('expectSubset', () => {
  const found = { temperature: 21.504, objects: [{ id: '0x01', hex: '64' }], packetId: 3 };

  it.each([{ temperature: 21.5 }, { objects: [{ id: '0x01', hex: '64' }] }])(
    'agrees with %j: a subset, numbers within 0.006',
    (expected) => {
      expect(() => expectSubset(found, expected)).not.toThrow();
    },
  );

  it.each([
    [{ temperature: 21.52 }, 'temperature: 21.504 instead of 21.52'],
    [{ humidity: 40 }, 'humidity: undefined instead of 40'],
    [{ objects: [] }, 'objects: [{"id":"0x01","hex":"64"}] instead of []'],
    [{ objects: [{ id: '0x01', hex: '63' }] }, 'objects[0].hex: "64" instead of "63"'],
  ])('names the path that differs: %j', (expected, message) => {
    expect(() => expectSubset(found, expected)).toThrow(message);
  });

  it('refuses values beside an error', () => {
    expect(() => expectSubset({ error: 'auth_failed', nonce: '00' }, {})).not.toThrow();
    expect(() => expectSubset({ error: 'auth_failed', battery: 3 }, {})).toThrow(
      'battery: a value beside an error',
    );
  });

  it('refuses nothing where something is expected', () => {
    expect(() => expectSubset(undefined, {})).toThrow('nothing was recognised');
  });
});
