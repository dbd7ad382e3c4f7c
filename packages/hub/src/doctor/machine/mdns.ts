// Whether this machine hears multicast DNS, by which phones find what offers itself on the network.

import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { systemCode } from '../../file-trouble.ts';
import type { Finding } from '../finding.ts';

/** Where multicast DNS is spoken. RFC 6762, 3. */
const GROUP = '224.0.0.251';
const PORT = 5353;

/** Joins the group on every network, and leaves again; nothing is sent. */
export async function mdnsFindings(): Promise<readonly Finding[]> {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  if (addresses.length === 0) {
    return [
      note('This machine has no network besides itself', 'Connect it, if phones shall find it.'),
    ];
  }
  const problems = await Promise.all(addresses.map(join));
  return problems.flatMap((problem, index) =>
    problem === undefined
      ? []
      : [
          note(
            `Multicast DNS does not work on ${addresses[index]} (${problem})`,
            'Containers need the network of the host for it.',
          ),
        ],
  );
}

function join(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    const end = (problem: string | undefined) => socket.close(() => resolve(problem));
    socket.once('error', (error) => end(systemCode(error) ?? error.message));
    socket.bind(PORT, () => {
      try {
        socket.addMembership(GROUP, address);
        end(undefined);
      } catch (error) {
        end(systemCode(error) ?? String(error));
      }
    });
  });
}

function note(text: string, nextStep: string): Finding {
  return {
    code: 'no_multicast',
    severity: 'note',
    text: `${text}: HomeKit cannot be found.`,
    nextStep,
  };
}
