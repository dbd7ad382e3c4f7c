// The configuration: every setting, its default and what it is for. All else derives from this:
// types, checks, the JSON Schema for editors, the default file and the reference.

import { parseAddress } from '@bluebell/ble/core';
import * as z from 'zod';
import type { ReadFile } from '../read-file.ts';
import { brokerSection } from './broker.ts';
import { areasSection, devicesSection, phonesSection, repeated } from './devices.ts';
import { gatewaysSection } from './gateways.ts';
import { historySection } from './history.ts';
import { homeAssistantSection } from './home-assistant.ts';
import { homieSection } from './homie.ts';
import { mqttSection } from './mqtt.ts';
import { tasmotaSection } from './tasmota.ts';
import { file, matches, text } from './text.ts';
import { watchSection } from './watch.ts';
import { webSection } from './web.ts';

/** Version of the file's form. A new one is a row in migrate.ts. */
export const CONFIG_VERSION = 1;

/** How the names of radios look. Which of them there are, only opening tells. */
const radio = text(
  matches(
    /^[a-z][a-z0-9-]*(:.+)?$/s,
    "must be a radio such as sim, 'serial:/dev/ttyUSB0' or 'tcp:192.0.2.7:9101'",
  ),
  4096,
);

const limitsSection = z
  .strictObject({
    devices: z
      .int()
      .min(0)
      .max(100_000)
      .default(1000)
      .describe('Sensors kept at most, besides those that are configured.'),
    strangers: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(4096)
      .describe("Addresses of other people's devices that are told apart at most."),
    private_addresses: z
      .int()
      .min(16)
      .max(1_000_000)
      .default(4096)
      .describe('Changing addresses whose owner is remembered at most.'),
  })
  .prefault({})
  .describe('Bounds of memory.');

/** From the most important down. */
const LEVELS = ['error', 'warn', 'info', 'debug', 'trace'] as const;

const namespace = text(
  matches(/^[a-z0-9]{1,32}$/, 'must be the first part of a code, in small letters, such as mqtt'),
);

const logSection = z
  .strictObject({
    level: z
      .enum(LEVELS)
      .default('info')
      .describe(
        'The least important messages that are written: error, warn, info, debug or trace.',
      ),
    levels: z
      .record(namespace, z.enum(LEVELS).meta({ description: 'The level.', example: 'debug' }))
      .default({})
      .meta({
        description:
          'The same for single parts of the hub, by the first part of the codes that its messages have: mqtt for MQTT_LOST.',
        example: 'mqtt',
      }),
    format: z
      .enum(['auto', 'pretty', 'json'])
      .default('auto')
      .describe('pretty is for people, json for programs; auto is pretty on a terminal.'),
  })
  .prefault({})
  .describe('What the hub says of itself.');

/** The one schema. @param readFile reads the files that settings name. */
export function configSchema(readFile: ReadFile) {
  return z
    .strictObject({
      version: z
        .literal(CONFIG_VERSION)
        .default(CONFIG_VERSION)
        .describe('Version of this file. Leave it alone.'),
      radios: z
        .array(radio)
        .max(16)
        .default([])
        .meta({
          description:
            "Ways to the air, all heard together: 'serial:PATH', 'tcp:HOST:PORT', 'unix:PATH' and 'hci:N' are controllers (docs/radios.md), sim is a simulated home, 'replay:FILE' plays a recording (btsnoop, pcap, pcapng).",
          example: ['sim'],
        }),
      mqtt: mqttSection(readFile),
      broker: brokerSection,
      gateways: gatewaysSection,
      devices: devicesSection,
      phones: phonesSection,
      areas: areasSection,
      mi32cfg: file(readFile).optional().meta({
        description:
          'A mi32cfg file of Tasmota, whose keys and names to use. Those above win. Default: mi32cfg beside this file, where there is one.',
        example: 'mi32cfg',
      }),
      discover: z
        .boolean()
        .default(true)
        .describe('Whether sensors that are heard but not configured are added too.'),
      home_assistant: homeAssistantSection,
      tasmota: tasmotaSection,
      homie: homieSection,
      watch: watchSection,
      history: historySection,
      web: webSection(readFile),
      limits: limitsSection,
      log: logSection,
    })
    .superRefine((config, context) => {
      for (const path of clashingNames(config)) {
        const message = 'is a name that something else has too';
        context.addIssue({ code: 'custom', path, message });
      }
      for (const path of clashingAddresses(config)) {
        const message = 'is configured as a sensor too: remove one of the two';
        context.addIssue({ code: 'custom', path, message });
      }
    });
}

/** A configuration with all its defaults. Secrets in it show themselves to nobody. */
export type Config = z.output<ReturnType<typeof configSchema>>;

type Named = Pick<Config, 'devices' | 'phones'>;

/** Two of one name would write to one topic. */
function clashingNames({ devices, phones }: Named): string[][] {
  const named = [
    ...Object.entries(devices).map(([address, { name }]) => ({
      name,
      path: ['devices', address, 'name'],
    })),
    ...Object.keys(phones).map((name) => ({ name, path: ['phones', name] })),
  ];
  return repeated(named, ({ name }) => name).map(({ path }) => path);
}

function clashingAddresses({ devices, phones }: Named): string[][] {
  const sensors = new Set(Object.keys(devices).map(parseAddress));
  return Object.entries(phones)
    .filter(([, { address }]) => address !== undefined && sensors.has(parseAddress(address)))
    .map(([name]) => ['phones', name, 'address']);
}
