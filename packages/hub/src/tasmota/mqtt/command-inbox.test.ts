import { describe, expect, it } from 'vitest';
import { CommandInbox } from './command-inbox.ts';

describe('CommandInbox', () => {
  it('takes the last part of the topic for the command', () => {
    const inbox = new CommandInbox();
    expect(inbox.take('cmnd/attic/MI32Option2', '1', false)).toEqual({
      name: 'MI32Option2',
      payload: '1',
    });
    expect(inbox.take('cmnd/attic/', '1', false)).toBeUndefined();
  });

  it('gives what the broker keeps once, and again when it changed', () => {
    const inbox = new CommandInbox();
    const given = ['60', '60', '61', '60'].map((payload) =>
      inbox.take('cmnd/attic/TelePeriod', payload, true),
    );
    expect(given.map((command) => command?.payload)).toEqual(['60', undefined, '61', '60']);
  });

  it('gives what is sent twice twice', () => {
    const inbox = new CommandInbox();
    const topic = 'cmnd/attic/Power';
    expect([1, 2].map(() => inbox.take(topic, 'TOGGLE', false)?.payload)).toEqual([
      'TOGGLE',
      'TOGGLE',
    ]);
  });
});
