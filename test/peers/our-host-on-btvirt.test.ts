// Our host and another one, on the controllers of a third party: what fails here is a fault of our host.

import { afterAll, it } from 'vitest';
import { Btvirt } from './btvirt.ts';
import { Captures, Evidence } from './captures.ts';
import { CONVERSATIONS, PAIRINGS, playWithTheirs } from './our-scenarios.ts';
import { describeWith } from './programs.ts';

describeWith(
  'btvirt',
  'btmon',
  'cc',
  'mergecap',
  'tshark',
)('our host, with ble-host on btvirt', { timeout: 30_000 }, () => {
  const evidence = new Evidence();
  afterAll(() => evidence.expectRight());

  it.for([...CONVERSATIONS, ...PAIRINGS])('%s', async ([, play], { task }) => {
    const captures = await Captures.create();
    await using btvirt = await Btvirt.start();
    await playWithTheirs(async () => captures.record(await btvirt.connect()), play);
    evidence.keep(task, captures);
  });
});
