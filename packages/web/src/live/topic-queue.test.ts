import { describe, expect, it, vi } from 'vitest';
import type { TopicMessage } from './messages.ts';
import { MOST_WAITING, TopicQueue } from './topic-queue.ts';

const line = (code: string): TopicMessage => ({
  type: 'log',
  time: '',
  level: 'info',
  code,
  message: '',
});

describe('TopicQueue', () => {
  it('asks for a topic while somebody listens', () => {
    const onTopics = vi.fn();
    const queue = new TopicQueue(onTopics);
    const ends = [queue.listen('log', () => undefined), queue.listen('log', () => undefined)];
    expect(onTopics.mock.calls).toEqual([[['log']]]);
    for (const end of [...ends, ...ends]) end();
    expect(onTopics.mock.calls).toEqual([[['log']], [[]]]);
  });

  it('hands on in order, and of too many the newest', () => {
    const queue = new TopicQueue(() => undefined);
    const got: TopicMessage[] = [];
    queue.listen('log', (message) => got.push(message));
    for (let each = 0; each < 3 * MOST_WAITING; each++) queue.take('log', line(String(each)));
    queue.take('adverts', line('nobody listens'));
    queue.flush();
    expect(got).toHaveLength(MOST_WAITING);
    expect(got.at(-1)).toMatchObject({ code: String(3 * MOST_WAITING - 1) });
    queue.flush();
    expect(got).toHaveLength(MOST_WAITING);
  });
});
