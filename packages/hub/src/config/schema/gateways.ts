// Settings of gateways that pass on adverts by MQTT.

import * as z from 'zod';
import { type Rule, text } from './text.ts';

const topicRule: Rule = (topic) => {
  const levels = topic.split('/');
  const isRight = levels.every((level, at) => {
    return level === '+' || (level === '#' && at === levels.length - 1) || !/[+#\0]/.test(level);
  });
  return isRight && topic !== '' && !topic.startsWith('$')
    ? undefined
    : "must be a topic such as home/+/BTtoMQTT/+: '+' for one level, '#' for all at the end";
};

export const gatewaysSection = z
  .array(
    z.strictObject({
      kind: z
        .enum(['openmqttgateway', 'theengs', 'bluebell'])
        .describe(
          'What speaks there. OpenMQTTGateway needs {"pubadvdata":true}, Theengs Gateway --publish_advdata 1, another bluebell mqtt.adverts: true.',
        ),
      topic: text(topicRule).optional().meta({
        description:
          'Where they say what they hear. Default: home/+/BTtoMQTT/+, home/TheengsGateway/BTtoMQTT/+ or <mqtt.base>/hubs/+/adverts, by kind.',
        example: 'home/garage/BTtoMQTT/+',
      }),
    }),
  )
  .max(16)
  .default([])
  .meta({
    description: 'Other gateways on the MQTT broker whose raw adverts are heard too.',
    example: [{ kind: 'openmqttgateway' }],
  });
