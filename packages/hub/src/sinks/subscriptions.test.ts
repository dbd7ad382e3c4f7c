import { describe, expect, it } from 'vitest';
import { Subscriptions } from './subscriptions.ts';

describe('Subscriptions', () => {
  it('tell everybody who asked, as long as they want to hear it', () => {
    const subscriptions = new Subscriptions();
    const heard: string[] = [];
    const note = (who: string) => (topic: string) => void heard.push(`${who} ${topic}`);
    const cancel = subscriptions.add('a/+', note('one'));
    subscriptions.add('a/+', note('two'));
    subscriptions.add('b', note('three'));
    subscriptions.deliver('a/x', '', false);
    cancel();
    expect([...subscriptions.filters]).toEqual(['a/+', 'b']);
    subscriptions.deliver('a/y', '', false);
    expect(heard).toEqual(['one a/x', 'two a/x', 'two a/y']);
  });

  it('may end while a message is told', () => {
    const subscriptions = new Subscriptions();
    const heard: string[] = [];
    const cancel = subscriptions.add('a', () => {
      heard.push('one');
      cancel();
    });
    subscriptions.add('a', () => heard.push('two'));
    subscriptions.deliver('a', '', false);
    subscriptions.deliver('a', '', false);
    expect(heard).toEqual(['one', 'two', 'two']);
  });
});
