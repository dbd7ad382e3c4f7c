// Home Assistant: what the rest of the hub uses of it.

export {
  type Appearance,
  appearancesBesides,
  appearancesOfPhones,
  appearancesOfProduct,
  appearancesOfQuantities,
} from './appearance.ts';
export type { DeviceOptions, SetPort } from './commands.ts';
export type { HomeAssistantOptions, HomeAssistantParts } from './home-assistant-parts.ts';
export { HomeAssistantSink } from './home-assistant-sink.ts';
export {
  type HubFacts,
  RECEIVER_STAGES,
  type ReceiverFacts,
  type ReceiverStage,
} from './hub-facts.ts';
export { homeAssistantOptions, receiverFactsOf } from './options.ts';
