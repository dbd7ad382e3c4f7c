// A sensor that is heard, and told elsewhere than where somebody looks. Pure functions.

import type { Check } from './check.ts';

/** Another one has its topic. */
export const nameClash: Check = ({ topicTakenBy, topic, device, address }) => {
  if (topicTakenBy === undefined) return undefined;
  return {
    code: 'name_clash',
    severity: 'warning',
    text: `Its name '${device?.name ?? ''}' makes the same topic as that of ${topicTakenBy}: it is told on ${topic ?? 'no topic'} instead.`,
    nextStep: `Give one of the two another name: bluebell device rename ${address} NAME`,
  };
};

/** Home Assistant is not told of it. */
export const notAnnounced: Check = ({ device, address, topic }) => {
  if (!device || topic === undefined || device.settings.isAnnounced) return undefined;
  return {
    code: 'not_announced',
    severity: 'note',
    text: 'It is told on MQTT, but not announced to Home Assistant: so its settings say.',
    nextStep: `If you want it there: bluebell device options ${address} announce=true`,
  };
};

/** Another hub tells of it. */
export const toldByOther: Check = ({ toldBy }) => {
  if (toldBy === undefined) return undefined;
  return {
    code: 'told_by_other_hub',
    severity: 'note',
    text: `The hub '${toldBy}' on the same broker hears it better, and tells of it.`,
  };
};
