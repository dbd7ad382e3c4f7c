// Status: what the hub is and how it stands.

import * as z from 'zod';
import { numberIn } from './argument.ts';
import { type CommandHub, defineCommand, type Reply } from './command.ts';
import { localTime, upTime, utcTime } from './time-text.ts';

/** One part of the status: `Status 5` asks for part 5. */
interface StatusPart {
  /** The only member of its message. */
  readonly member: string;
  readonly summary: string;
  json(hub: CommandHub): string;
}

/** A part whose members are listed here; those of Tasmota that have no meaning here are left out. */
function part(
  member: string,
  summary: string,
  members: (hub: CommandHub) => Readonly<Record<string, unknown>>,
): StatusPart {
  return { member, summary, json: (hub) => JSON.stringify(members(hub)) };
}

const SENSORS: StatusPart = {
  member: 'StatusSNS',
  summary: 'all sensors',
  json: ({ status }) => status.sensorJson(),
};

/** Without a number. */
const OVERVIEW = part('Status', 'names and relays', ({ settings, relays }) => ({
  Module: 0,
  DeviceName: settings.values.deviceName,
  FriendlyName: Array.from({ length: Math.max(1, relays.count) }, (_, index) =>
    index === 0 ? settings.values.deviceName : `${settings.values.deviceName}${index + 1}`,
  ),
  Topic: settings.values.topic,
  Power: powerBits(relays),
}));

/** By their numbers. Those that are missing have no meaning here. */
export const STATUS_PARTS: ReadonlyMap<number, StatusPart> = new Map([
  [
    1,
    part('StatusPRM', 'since when it runs', ({ system, clock }) => ({
      Uptime: upTime(clock.steady() - system.startedMs),
      // By the clock as it is set now: at the start it may have been wrong.
      StartupUTC: utcTime(clock.now() - (clock.steady() - system.startedMs)),
    })),
  ],
  [
    2,
    part('StatusFWR', 'version', ({ system }) => ({
      Version: `${system.version}(bluebell)`,
      Hardware: 'bluebell',
    })),
  ],
  [
    3,
    part('StatusLOG', 'tele period', ({ settings }) => ({
      TelePeriod: settings.values.telePeriodS,
    })),
  ],
  [4, part('StatusMEM', 'memory in KiB', ({ system }) => ({ Heap: system.heapKb }))],
  [
    5,
    part('StatusNET', 'network', ({ system }) => ({
      Hostname: system.hostName,
      IPAddress: system.ipAddress,
      Mac: system.mac,
    })),
  ],
  [
    6,
    part('StatusMQT', 'broker', ({ system: { broker } }) => ({
      MqttHost: broker?.host ?? '',
      MqttPort: broker?.port ?? 0,
      MqttClient: broker?.clientId ?? '',
      MqttUser: broker?.user ?? '',
      MqttCount: broker?.connections ?? 0,
    })),
  ],
  [
    7,
    part('StatusTIM', 'time', ({ clock }) => ({
      UTC: utcTime(clock.now()),
      Local: localTime(clock.now()),
    })),
  ],
  [8, SENSORS],
  [10, SENSORS],
  [
    11,
    {
      member: 'StatusSTS',
      summary: 'what STATE holds',
      json: ({ status }) => status.stateJson(),
    },
  ],
]);

/** Parts of `Status 0`: the sensors once. */
const ALL: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 10, 11];

export const status = defineCommand({
  name: 'status',
  summary: 'Tells how the hub stands.',
  args: { part: z.int().optional() },
  run(hub, { part: number }) {
    const overview = reply(hub, 'STATUS', OVERVIEW);
    if (number === undefined) return [overview];
    const wanted = number === 0 ? ALL : [number];
    const parts = wanted.flatMap((each) => {
      const found = STATUS_PARTS.get(each);
      return found ? [reply(hub, `STATUS${each}`, found)] : [];
    });
    // As in Tasmota, a number that means nothing gives the overview.
    return number === 0 || parts.length === 0 ? [overview, ...parts] : parts;
  },
  tasmota: {
    spelling: 'Status',
    argument: `${[...STATUS_PARTS].map(([number, { summary }]) => `${number} ${summary}`).join(', ')}; 0 all of them; empty for names and relays`,
    read: (input) => ({ part: numberIn(input) }),
    answer: (replies) => replies,
    examples: [
      {
        send: 'Status',
        answers:
          '{"Status":{"Module":0,"DeviceName":"Tasmota","FriendlyName":["Tasmota","Tasmota2","Tasmota3","Tasmota4"],"Topic":"tasmota_A1B2C3","Power":0}}',
      },
      { send: 'Status 3', answers: '{"StatusLOG":{"TelePeriod":300}}' },
      {
        send: 'Status 8',
        answers:
          '{"StatusSNS":{"Time":"2025-01-10T12:00:00","LYWSD03-a1b2c3":{"Temperature":21.4,"Humidity":48.3,"DewPoint":10.0,"Battery":87,"RSSI":-61,"MAC":"A4C138A1B2C3"},"TempUnit":"C"}}',
      },
    ],
  },
});

function reply(hub: CommandHub, topic: string, part: StatusPart): Reply {
  return { topic, json: `{${JSON.stringify(part.member)}:${part.json(hub)}}` };
}

/** Relay 1 is the lowest bit. */
function powerBits(relays: CommandHub['relays']): number {
  let bits = 0;
  for (let relay = relays.count; relay >= 1; relay--) bits = 2 * bits + Number(relays.get(relay));
  return bits;
}
