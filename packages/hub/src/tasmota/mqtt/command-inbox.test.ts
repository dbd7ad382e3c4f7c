import { silentLog } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { CommandInbox } from './command-inbox.ts';

describe('CommandInbox', () => {
  it('takes the last part of the topic for the command', () => {
    const inbox = new CommandInbox(silentLog);
    expect(inbox.take('cmnd/attic/MI32Option2', '1', false)).toEqual({
      name: 'MI32Option2',
      payload: '1',
    });
    expect(inbox.take('cmnd/attic/', '1', false)).toBeUndefined();
  });

  it('gives what the broker keeps once, and again when it changed', () => {
    const inbox = new CommandInbox(silentLog);
    const given = ['60', '60', '61', '60'].map((payload) =>
      inbox.take('cmnd/attic/TelePeriod', payload, true),
    );
    expect(given.map((command) => command?.payload)).toEqual(['60', undefined, '61', '60']);
  });

  it.each([
    ['Restart', '1'],
    ['restart', '99'],
    ['Backlog', 'Power1 1; Restart 1'],
    ['BACKLOG0', 'backlog restart 1'],
  ])('never gives a restart that the broker keeps: %s %s', (name, payload) => {
    const inbox = new CommandInbox(silentLog);
    expect(inbox.take(`cmnd/attic/${name}`, payload, true)).toBeUndefined();
    expect(inbox.take(`cmnd/attic/${name}`, payload, false)).toEqual({ name, payload });
  });

  it('gives what is sent twice twice', () => {
    const inbox = new CommandInbox(silentLog);
    const topic = 'cmnd/attic/Power';
    expect([1, 2].map(() => inbox.take(topic, 'TOGGLE', false)?.payload)).toEqual([
      'TOGGLE',
      'TOGGLE',
    ]);
  });
});
