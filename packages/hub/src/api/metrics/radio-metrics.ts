// Numbers of the radios.

import type { RadioFacts } from '../../watch/radio-facts.ts';
import type { Metric, MetricSource, Sample } from './metric.ts';

/** Of radios, whoever watches them. */
export function radioMetrics(facts: () => readonly RadioFacts[]): MetricSource {
  return { metrics: () => metricsOf(facts()) };
}

function metricsOf(radios: readonly RadioFacts[]): readonly Metric[] {
  const each = (numberOf: (radio: RadioFacts) => number | undefined): Sample[] =>
    radios.flatMap((radio) => {
      const value = numberOf(radio);
      return value === undefined ? [] : [{ labels: { radio: radio.name }, value }];
    });
  return [
    {
      kind: 'counter',
      name: 'adverts_received_total',
      help: 'Adverts that a radio heard.',
      samples: each(({ adverts }) => adverts),
    },
    {
      kind: 'gauge',
      name: 'radio_up',
      help: 'Whether a radio works and hears something.',
      samples: each(({ stage, isDeaf }) => Number(stage === 'running' && !isDeaf)),
    },
    {
      kind: 'gauge',
      name: 'radio_last_advert_timestamp_seconds',
      help: 'When a radio heard the last advert.',
      samples: each(({ heardMs }) => heardMs && heardMs / 1_000),
    },
    {
      kind: 'counter',
      name: 'radio_recoveries_total',
      help: 'What was done to have a radio hear again, by stage.',
      samples: radios.flatMap(({ name, recoveries }) =>
        Object.entries(recoveries).map(([stage, value]) => ({
          labels: { radio: name, stage },
          value,
        })),
      ),
    },
    {
      kind: 'gauge',
      name: 'radio_connections',
      help: 'Connections that stand.',
      samples: each(({ connections }) => connections),
    },
    {
      kind: 'gauge',
      name: 'radio_connection_slots_free',
      help: 'Connections that a radio has room for, where it tells.',
      samples: each(({ slotsFree }) => slotsFree),
    },
  ];
}
