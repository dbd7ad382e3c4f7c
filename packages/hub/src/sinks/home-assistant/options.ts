// The sink as a configuration describes it, and a radio's facts as its receiver tells them.

import type { Config } from '../../config/index.ts';
import type { RadioFacts } from '../../watch/radio-facts.ts';
import type { HomeAssistantOptions } from './home-assistant-parts.ts';
import type { ReceiverFacts } from './hub-facts.ts';

/** Where Home Assistant looks, and what it is told. */
export function homeAssistantOptions({
  home_assistant: settings,
  mqtt,
}: Pick<Config, 'home_assistant'> & { readonly mqtt: { readonly base: string } }): Pick<
  HomeAssistantOptions,
  'prefix' | 'statusTopic' | 'statusOnline' | 'hasTriggers' | 'base'
> {
  return {
    prefix: settings.prefix,
    statusTopic: settings.status_topic,
    statusOnline: settings.status_online,
    hasTriggers: settings.device_triggers,
    base: mqtt.base,
  };
}

/** A radio, as Home Assistant is told of it. */
export function receiverFactsOf(radio: RadioFacts, area: string | undefined): ReceiverFacts {
  const { name, stage, isDeaf, adverts, advertsPerMinute, recoveries, slotsFree } = radio;
  return {
    name,
    stage: stage === 'running' && isDeaf ? 'deaf' : stage,
    adverts,
    advertsPerMinute,
    recoveries: Object.values(recoveries).reduce((sum, count) => sum + count, 0),
    slotsFree,
    area,
  };
}
