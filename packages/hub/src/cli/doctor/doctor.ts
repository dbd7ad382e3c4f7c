// `bluebell doctor`: asks the hub, and looks at the machine.

import { systemClock } from '@bluebell/ble/core';
import * as z from 'zod';
import { byWeight, FINDING_CODES, type Finding, SEVERITIES } from '../../doctor/finding.ts';
import { machineFindings } from '../../doctor/machine/machine-findings.ts';
import { configIfAny } from '../config-if-any.ts';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { ExitCode, messageOf } from '../exit.ts';
import { folderOf } from '../folder-of.ts';
import { paintFor } from '../paint.ts';
import { hubRequest } from '../remote/hub-request.ts';
import { type Remote, remoteFor } from '../remote/remote.ts';
import type { RemoteOptions } from '../remote/remote-options.ts';
import { statusLine } from '../status-line.ts';
import { print, type Terminal } from '../terminal.ts';
import { findingsText, type Told } from './findings-text.ts';

/** What it is told. */
export interface DoctorOptions extends RemoteOptions {
  readonly json?: boolean | undefined;
}

/** What a hub answers. One of another version may find what this one has no code for. */
const diagnosis = z.object({
  sensor: z.string().optional(),
  name: z.string().optional(),
  cause: z.string(),
  findings: z.array(
    z.object({
      code: z.enum(FINDING_CODES),
      severity: z.enum(SEVERITIES),
      text: z.string(),
      nextStep: z.string().optional(),
    }),
  ),
});

/**
 * Prints what it finds; gives the exit code.
 *
 * @throws {UnreachableError} a hub of another machine, or one that was asked about a sensor, does not answer.
 */
export async function doctor(
  sensor: string | undefined,
  options: DoctorOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const remote = await remoteFor(options, terminal);
  const waiting = statusLine(terminal.stderr);
  waiting.show(sensor === undefined ? 'looking around …' : `looking for ${sensor} …`);
  try {
    const answer = await ask(remote, sensor, stop);
    // The machine of a hub elsewhere is out of sight, and a sensor is no matter of the machine.
    const isHere = remote.isLocal && sensor === undefined;
    const here = isHere ? await lookAround(options, terminal, answer?.version) : [];
    waiting.clear();
    const findings = byWeight(withoutRepeats(answer?.findings ?? [NOT_RUNNING], here));
    await tell({ sensor: answer?.sensor, name: answer?.name, findings }, options, terminal);
    if (!answer) return ExitCode.unreachable;
    return findings.some(isBad) ? ExitCode.failure : ExitCode.ok;
  } finally {
    waiting.clear();
  }
}

/** A wrong configuration shows here, and a hub that goes on with the last good one says so itself. */
function withoutRepeats(told: readonly Finding[], here: readonly Finding[]): readonly Finding[] {
  const isTold = told.some(({ code }) => code === 'config_wrong');
  return [...told, ...here.filter(({ code }) => !isTold || code !== 'config_wrong')];
}

const NOT_RUNNING: Finding = {
  code: 'not_running',
  severity: 'fault',
  text: 'No hub runs here.',
  nextStep: 'Start it: bluebell run',
};

interface Answer extends Told {
  readonly version: string | undefined;
}

/** `undefined`: no hub runs, and nobody asked about a sensor. */
async function ask(
  remote: Remote,
  sensor: string | undefined,
  stop: AbortSignal,
): Promise<Answer | undefined> {
  try {
    const given = await hubRequest(remote, 'doctor', sensor ? { device: sensor } : {}, stop);
    const { data } = diagnosis.safeParse(given);
    if (!data) throw new CommandError(`${remote.name} is of another version than this`);
    const status = z
      .object({ version: z.string() })
      .safeParse(await hubRequest(remote, 'status', {}, stop));
    const findings = data.findings.map(
      ({ nextStep, ...finding }): Finding => ({
        ...finding,
        ...(nextStep !== undefined && { nextStep }),
      }),
    );
    return { sensor: data.sensor, name: data.name, version: status.data?.version, findings };
  } catch (error) {
    if (error instanceof UnreachableError && remote.isLocal && sensor === undefined) {
      return undefined;
    }
    throw error;
  }
}

/** What this machine, and the configuration of its hub, show. */
async function lookAround(
  { data, demo }: DoctorOptions,
  terminal: Terminal,
  hubVersion: string | undefined,
): Promise<readonly Finding[]> {
  const folder = folderOf({ data, demo }, terminal);
  const asked = { folder, hubVersion, nowMs: systemClock.now() };
  const nothing = { radios: [], broker: undefined, web: undefined };
  // A demonstration needs nothing that a user could have set wrong.
  if (demo) return machineFindings({ ...asked, ...nothing });
  try {
    const { config } = await configIfAny({ data }, terminal);
    const { url } = config.mqtt;
    const broker = url === undefined ? undefined : brokerAt(new URL(url));
    const web = config.web.enabled ? config.web : undefined;
    return await machineFindings({ ...asked, radios: config.radios, broker, web });
  } catch (error) {
    const text = `The configuration cannot be used: ${messageOf(error)}`;
    const nextStep = 'bluebell config check';
    const rest = await machineFindings({ ...asked, ...nothing });
    return [{ code: 'config_wrong', severity: 'fault', text, nextStep }, ...rest];
  }
}

function brokerAt({ hostname, port, protocol }: URL) {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(port) || (protocol === 'mqtts:' ? 8883 : 1883) };
}

async function tell(
  { sensor, name, findings }: Told,
  { json }: DoctorOptions,
  terminal: Terminal,
): Promise<void> {
  if (json) {
    const cause = (findings.find(isBad) ?? findings[0])?.code ?? 'ok';
    await print(terminal, JSON.stringify({ sensor, name, cause, findings }));
    return;
  }
  const paint = paintFor(terminal.stdout, terminal.env);
  for (const line of findingsText({ sensor, name, findings }, paint)) await print(terminal, line);
}

function isBad({ severity }: Finding): boolean {
  return severity === 'fault' || severity === 'warning';
}
