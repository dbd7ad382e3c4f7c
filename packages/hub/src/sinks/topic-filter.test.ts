import { describe, expect, it } from 'vitest';
import { isUnder } from './topic-filter.ts';

describe('isUnder', () => {
  it.each([
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['cmnd/tasmota_A1B2C3/#', 'cmnd/tasmota_A1B2C3/MI32Option2', true],
    ['cmnd/tasmota_A1B2C3/#', 'cmnd/tasmota_A1B2C4/MI32Option2', false],
  ])('follows the examples of MQTT 3.1.1, 4.7.1: %s and %s', (filter, topic, expected) => {
    expect(isUnder(filter, topic)).toBe(expected);
  });

  it.each([
    ['#', '$SYS/broker/uptime', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/broker/uptime', true],
  ])(
    'leaves the topics of the broker to filters that name them (4.7.2): %s and %s',
    (filter, topic, expected) => {
      expect(isUnder(filter, topic)).toBe(expected);
    },
  );
});
