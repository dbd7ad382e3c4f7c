// Whether the broker answers, and whether the port of the web server is free where no hub runs.

import { createServer, Socket } from 'node:net';
import { systemCode } from '../../file-trouble.ts';
import type { Finding } from '../finding.ts';
import type { MachineQuestions } from './machine-findings.ts';

/** A broker of the same house answers far sooner. */
const ANSWER_MS = 1_500;

type Questions = Pick<MachineQuestions, 'broker' | 'web' | 'hubVersion'>;

/** Looks from here. */
export async function portFindings({
  broker,
  web,
  hubVersion,
}: Questions): Promise<readonly Finding[]> {
  const isRunning = hubVersion !== undefined;
  const findings = await Promise.all([
    ...(broker ? [ofBroker(broker.host, broker.port)] : []),
    ...(web && !isRunning && web.port !== 0 ? [ofWeb(web.host, web.port)] : []),
  ]);
  return findings.flatMap((finding) => finding ?? []);
}

async function ofBroker(host: string, port: number): Promise<Finding | undefined> {
  const problem = await connectTo(host, port);
  if (problem === undefined) return undefined;
  return {
    code: 'broker_gone',
    severity: 'fault',
    text: `Nobody answers at ${host}:${port}, where mqtt.url says that the broker is (${problem}).`,
    nextStep: 'See that the broker runs, and that no firewall stands between.',
  };
}

function connectTo(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const end = (problem: string | undefined) => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(ANSWER_MS, () => end('no answer'));
    socket.once('error', (error) => end(systemCode(error) ?? error.message));
    socket.connect({ host, port }, () => end(undefined));
  });
}

async function ofWeb(host: string, port: number): Promise<Finding | undefined> {
  const problem = await new Promise<string | undefined>((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(systemCode(error)));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
  if (problem !== 'EADDRINUSE') return undefined;
  return {
    code: 'port_taken',
    severity: 'warning',
    text: `Port ${port} is taken by another program: the web server will use another one.`,
    nextStep: 'Set web.port to one that is free.',
  };
}
