// All commands: the one list behind MQTT, HTTP, the command line, rules and the reference.

import { backlogCommand } from './backlog.ts';
import type { Command } from './command.ts';
import { delay } from './delay.ts';
import { deviceName } from './device-name.ts';
import { fullTopic } from './full-topic.ts';
import { mi32Cfg } from './mi32-cfg.ts';
import { mi32Key } from './mi32-key.ts';
import { mi32Load } from './mi32-load.ts';
import { mi32Name } from './mi32-name.ts';
import { mi32Option } from './mi32-option.ts';
import { power } from './power.ts';
import { publish } from './publish.ts';
import { humRes, tempRes } from './resolution.ts';
import { restart } from './restart.ts';
import { sensorRetain, stateRetain, statusRetain } from './retain.ts';
import { rule } from './rule.ts';
import { setOption } from './set-option.ts';
import { status } from './status.ts';
import { telePeriod } from './tele-period.ts';
import { topic } from './topic.ts';

/** In the order of the reference. */
export const COMMANDS: readonly Command[] = [
  mi32Key,
  mi32Name,
  mi32Option,
  mi32Cfg,
  mi32Load,
  status,
  telePeriod,
  tempRes,
  humRes,
  setOption,
  power,
  topic,
  fullTopic,
  deviceName,
  sensorRetain,
  stateRetain,
  statusRetain,
  backlogCommand,
  delay,
  publish,
  rule,
  restart,
];
