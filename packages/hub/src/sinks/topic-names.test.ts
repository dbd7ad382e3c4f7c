import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankDevice, type Device } from '../state/device.ts';
import { TopicNames, topicOfName } from './topic-names.ts';

describe('topicOfName', () => {
  it.each([
    ['kitchen', 'kitchen'],
    ['Living room', 'Living_room'],
    ['Küche/Fenster außen', 'Kuche/Fenster_aussen'],
    ['Élan №1', 'Elan_No1'],
    ['Łódź', 'Lodz'],
    ['a+b/#', undefined],
    ['$SYS', 'SYS'],
    ['room.1', 'room_1'],
    ['bridge', undefined],
    ['hubs/x', undefined],
    ['kitchen/event', undefined],
    ['kitchen/event_log', undefined],
    ['event', 'event'],
    ['厨房', undefined],
    ['a/b/c/d/e', undefined],
    ['/', undefined],
    ['', undefined],
  ])('makes of %j %j', (name, topic) => {
    expect(topicOfName(name)).toBe(topic);
  });

  it('makes nothing that a broker could take for something else, of any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const topic = topicOfName(name);
        if (topic !== undefined) expect(topic).toMatch(/^[\w-]{1,64}(\/[\w-]{1,64}){0,3}$/);
      }),
    );
  });
});

describe('TopicNames', () => {
  it('calls a device by its name, and by its id where it has none', () => {
    const names = new TopicNames();
    expect(names.topicOf(device(1, 'Kitchen'))).toBe('Kitchen');
    expect(names.topicOf(device(2))).toBe('000000000002');
  });

  it('calls all by their ids where that is wanted', () => {
    expect(new TopicNames({ by: 'id' }).topicOf(device(1, 'Kitchen'))).toBe('000000000001');
  });

  it('moves all where devices are to be found by something else from now on', () => {
    const names = new TopicNames();
    const moves: string[] = [];
    names.onChange(({ id }, from, to) => moves.push(`${id} ${from} ${to}`));
    names.topicOf(device(1, 'Kitchen'));
    names.topicOf(device(2));
    names.by = 'id';
    expect(names.topicOf(device(1, 'Kitchen'))).toBe('000000000001');
    expect(names.topicOf(device(2))).toBe('000000000002');
    expect(moves).toEqual(['000000000001 Kitchen 000000000001']);
    names.by = 'name';
    expect(names.topicOf(device(1, 'Kitchen'))).toBe('Kitchen');
  });

  it('gives no topic to two, and says who has it', () => {
    const names = new TopicNames();
    names.topicOf(device(1, 'Living room'));
    const second = device(2, 'Living_room');
    expect(names.topicOf(second)).toBe('000000000002');
    expect(names.clashOf(second)).toBe('000000000001');
    expect(names.clashOf(device(1, 'Living room'))).toBeUndefined();
  });

  it('does not let a name stand where the id of another device may stand', () => {
    const names = new TopicNames();
    expect(names.topicOf(device(1, '000000000002'))).toBe('000000000001');
    expect(names.topicOf(device(2))).toBe('000000000002');
  });

  it('tells who moves, and lets others have what became free', () => {
    const names = new TopicNames();
    const moves: string[] = [];
    names.onChange(({ id }, from, to) => moves.push(`${id} ${from} ${to}`));
    names.topicOf(device(1, 'Kitchen'));
    names.topicOf(device(1, 'Cellar'));
    names.topicOf(device(1, 'Cellar'));
    expect(moves).toEqual(['000000000001 Kitchen Cellar']);
    expect(names.topicOf(device(2, 'Kitchen'))).toBe('Kitchen');
    names.forget(device(1, 'Cellar'));
    expect(names.topicOf(device(3, 'Cellar'))).toBe('Cellar');
  });
});

function device(address: number, name?: string): Device {
  return blankDevice(address, 'sensor', name);
}
