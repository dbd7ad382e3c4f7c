// docs/simulated-home.md: who lives in the simulated home.

import { formatAddress } from '@bluebell/ble/core';
import { type SimulatedDevice, simulatedHome } from '@bluebell/sensors/virtual';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# What is in the simulated home?

The radio \`sim\`: a flat with everything that bluebell knows, on a simulated air with distance, noise and collisions. It is what
\`npm start\`, \`bluebell scan\` and the examples use where no other radio is named, and \`bluebell air\` puts it before other programs.
Names, addresses and keys are the same in every run. You are in the middle of the hall.`;

const CONNECT = `Each has a host of its own, and takes part in pairing. Bonds outlive the run where both sides keep them.

A display on the wall of the hall connects to whatever advertises Environmental Sensing (\`181a\`), reads its temperature and
subscribes to it: serve one, and you have a visitor.`;

const BROADCASTS = `They tell what they have to tell within five seconds, then whenever something changes. Nobody answers there who
wants to connect.`;

const OTHERS = `The phone shows another address every 15 minutes; only who has its identity key knows it again.`;

function section(title: string, ...parts: readonly string[]): string {
  return [`## ${title}`, ...parts].join('\n\n');
}

function rows(devices: readonly SimulatedDevice[], last: (device: SimulatedDevice) => string) {
  return devices.map((device) => [
    device.name,
    device.room,
    code(formatAddress(device.address)),
    device.product,
    last(device),
  ]);
}

export const simulatedHomePage: Generated = {
  path: 'docs/simulated-home.md',
  make() {
    const { devices } = simulatedHome();
    const of = (...kinds: readonly SimulatedDevice['kind'][]) =>
      devices.filter(({ kind }) => kinds.includes(kind));
    const columns = ['Name', 'Room', 'Address', 'What it is'];
    return page(
      `<!-- ${noticeOf('simulated-home-page.ts')} -->`,
      INTRO,
      section(
        'To connect to',
        CONNECT,
        table(
          [...columns, 'What to try'],
          rows(of('peripheral'), ({ remarks = '' }) => remarks),
        ),
      ),
      section(
        'Sensors',
        BROADCASTS,
        table(
          [...columns, 'Encrypted'],
          rows(of('sensor'), ({ key }) => (key ? 'yes' : 'no')),
        ),
      ),
      section(
        'Others',
        OTHERS,
        table(
          [...columns, 'Whose'],
          rows(of('phone', 'beacon', 'stranger'), ({ kind }) =>
            kind === 'stranger' ? 'the neighbours’' : 'yours',
          ),
        ),
      ),
    );
  },
};
