// Our host and another one, both on our controllers: whether host and controller are right together.

import { afterAll, describe, it } from 'vitest';
import { Evidence } from './captures.ts';
import { CONTROLLER_MODELS, onOurAir } from './our-air.ts';
import { CONVERSATIONS, PAIRINGS, playWithTheirs } from './our-scenarios.ts';
import { describeWith } from './programs.ts';

describeWith(
  'btmon',
  'cc',
  'mergecap',
  'tshark',
)('our host, with ble-host on our controllers', { timeout: 30_000, concurrent: true }, () => {
  const evidence = new Evidence();
  afterAll(() => evidence.expectRight());

  describe.each(CONTROLLER_MODELS)('of %s', (model) => {
    it.for(CONVERSATIONS)('%s', ([, play], { task }) =>
      onOurAir({ evidence, task, model }, (air) => playWithTheirs(() => air.connect(), play)),
    );
  });

  it.for(PAIRINGS)('%s', ([, play], { task }) =>
    onOurAir({ evidence, task, model: '5.4' }, (air) => playWithTheirs(() => air.connect(), play)),
  );
});
