import { describe, expect, it } from 'vitest';
import { UsageError } from '../../core/index.ts';
import type { CharacteristicDefinition, ServiceDefinition } from '../../radio/index.ts';
import { GattDatabase } from './database.ts';

const PLAIN: CharacteristicDefinition = { uuid: '2aff', properties: ['read'] };

describe('GattDatabase.serve', () => {
  it.each([
    ['a UUID that is none', { uuid: 'battery', characteristics: [] }, 'service battery: '],
    [
      'what every host serves by itself',
      { uuid: '1801', characteristics: [] },
      'service 1801: every host serves it by itself',
    ],
    [
      'a service that includes one that is not there',
      { uuid: '180f', characteristics: [], includes: [1] },
      'service 180f includes number 1 of a list of 1 services',
    ],
    [
      'a service that includes itself',
      { uuid: '180f', characteristics: [], includes: [0] },
      'service 180f includes itself',
    ],
  ])('refuses %s, and says which', (_, service, message) => {
    expect(() => new GattDatabase().serve([service])).toThrow(UsageError);
    expect(() => new GattDatabase().serve([service])).toThrow(message);
  });

  it('refuses services that include each other in a ring (Part G, 3.2)', () => {
    const ring: readonly ServiceDefinition[] = [1, 2, 0].map((next) => ({
      uuid: '180f',
      characteristics: [],
      includes: [next],
    }));
    expect(() => new GattDatabase().serve(ring)).toThrow('includes itself, through others');
  });

  it.each([
    ['a UUID that is none', { uuid: '2af', properties: [] }, "'2af' is not a UUID"],
    ['a UUID of declarations', { uuid: '0x2803', properties: [] }, 'this UUID is for declarations'],
    ['a length beyond 512', { ...PLAIN, maxLength: 513 }, 'maxLength is 0 to 512, not 513'],
    ['a length that is none', { ...PLAIN, maxLength: 0.5 }, 'maxLength is 0 to 512, not 0.5'],
    [
      'a value that is too long',
      { ...PLAIN, value: new Uint8Array(3), maxLength: 2 },
      'a value of 3 bytes, where 2 fit',
    ],
    [
      'a reader that nobody can ask',
      { uuid: '2aff', properties: ['write'], onRead: () => new Uint8Array() },
      "onRead, but no property 'read'",
    ],
    [
      'a writer that nobody can ask',
      { ...PLAIN, onWrite: () => {} },
      'onWrite, but no property that lets write',
    ],
    [
      'a listener to nothing',
      { ...PLAIN, onSubscribe: () => {} },
      "onSubscribe, but neither property 'notify' nor 'indicate'",
    ],
    [
      'a descriptor that comes by itself',
      { ...PLAIN, descriptors: [{ uuid: '00002902-0000-1000-8000-00805f9b34fb' }] },
      'descriptor 2902 comes by itself',
    ],
    [
      'a second user description',
      { ...PLAIN, descriptors: [{ uuid: '2901' }, { uuid: '2904' }, { uuid: '2901' }] },
      'more than one descriptor 2901',
    ],
    [
      'a description that is writable, and missing',
      { ...PLAIN, properties: ['read', 'writableAuxiliaries'] },
      'no descriptor 2901',
    ],
    [
      'a descriptor whose value is too long',
      { ...PLAIN, descriptors: [{ uuid: '2901', value: new Uint8Array(513) }] },
      'descriptor 2901: a value of 513 bytes',
    ],
  ] as readonly (readonly [string, CharacteristicDefinition, string])[])(
    'refuses %s, and says where',
    (_, characteristic, message) => {
      const database = new GattDatabase();
      const before = database.describe();
      const serve = () => database.serve([{ uuid: '180f', characteristics: [characteristic] }]);
      expect(serve).toThrow(UsageError);
      expect(serve).toThrow(`service 180f, characteristic ${characteristic.uuid}`);
      expect(serve).toThrow(message);
      expect(database.describe()).toBe(before);
    },
  );

  it('takes several presentation formats (Part G, 3.3.3.5)', () => {
    const descriptors = [{ uuid: '2904' }, { uuid: '2904' }, { uuid: '2905' }];
    const characteristics = [{ ...PLAIN, descriptors }];
    expect(
      new GattDatabase().serve([{ uuid: '180f', characteristics }]).characteristics,
    ).toHaveLength(1);
  });
});
