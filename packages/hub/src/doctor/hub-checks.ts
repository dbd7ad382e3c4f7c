// What is wrong with the hub as a whole: radios, clock, broker, storage, configuration. Pure functions.

import type { ComponentHealth } from '../api/health.ts';
import type { RadioFacts, RadioKind } from '../watch/radio-facts.ts';
import type { HubFacts } from './facts.ts';
import type { Finding, FindingCode } from './finding.ts';
import { agoText, countText, ended, sentence, timeText } from './words.ts';

/** Components whose trouble is told in their own words. */
const COMPONENTS: Readonly<Record<string, FindingCode>> = {
  clock: 'clock_jumped',
  history: 'not_stored',
  state: 'not_stored',
  hubs: 'topics_denied',
};

/** Everything that is to be said of the hub; nothing where all is well. */
export function hubFindings(hub: HubFacts): readonly Finding[] {
  return [
    ...radios(hub),
    ...hub.health.flatMap((component) => ofComponent(component) ?? []),
    ...broker(hub),
    ...config(hub),
    ...restart(hub),
  ];
}

/** A word for a hub that nothing is wrong with. */
export function allWell({ radios, devices, broker }: HubFacts): Finding {
  const perMinute = radios.reduce((sum, radio) => sum + radio.advertsPerMinute, 0);
  const hears = `${countText(radios.length, 'radio')}, ${Math.round(perMinute)} adverts a minute`;
  const told = broker ? `, told to ${broker.url}` : '';
  const text = `The hub is well: ${hears}, ${countText(devices.length, 'device')}${told}.`;
  return { code: 'ok', severity: 'good', text };
}

function radios({ radios, nowMs }: HubFacts): readonly Finding[] {
  if (radios.length === 0) {
    return [
      {
        code: 'radio_missing',
        severity: 'fault',
        text: 'There is no radio: nothing can be heard.',
        nextStep: 'See which there are, and name one under radios: bluebell radio list',
      },
    ];
  }
  return radios.flatMap((radio) => ofRadio(radio, nowMs) ?? []);
}

function ofRadio(radio: RadioFacts, nowMs: number): Finding | undefined {
  const { name, kind, stage, isDeaf, problem } = radio;
  if (kind === 'controller' && (stage === 'failed' || stage === 'closed')) {
    const why = problem === undefined ? '' : `: ${problem}`;
    return {
      code: 'radio_missing',
      severity: 'fault',
      text: `Radio ${name} has been away for ${timeText(nowMs - radio.sinceMs)}${why}. It is tried again and again.`,
      nextStep: `Unplug it and plug it in again; then ask it: bluebell radio check ${name}`,
    };
  }
  if (isDeaf) return deaf(radio, nowMs);
  if (problem === undefined) return undefined;
  return {
    code: 'radio_degraded',
    severity: 'warning',
    text: sentence(`Radio ${name}: ${problem}`),
  };
}

/** What helps one that hears nothing. */
const DEAF_STEPS: Readonly<Record<RadioKind, (name: string) => string>> = {
  controller: (name) => `Unplug it and plug it in again; then ask it: bluebell radio check ${name}`,
  gateway: () => 'See that the gateway has power, and reaches the broker.',
  recording: () => 'The recording has nothing more to say.',
};

function deaf({ name, kind, heardMs, recoveries }: RadioFacts, nowMs: number): Finding {
  const last =
    heardMs === undefined
      ? 'has heard nothing yet'
      : `last heard something ${agoText(nowMs - heardMs)}`;
  const tries = recoveries.restartScan + recoveries.reset + recoveries.reopen;
  const tried = tries === 0 ? '' : `; starting it anew did not help (${countText(tries, 'time')})`;
  return {
    code: 'radio_deaf',
    severity: 'fault',
    text: `Radio ${name} is deaf: it ${last}${tried}.`,
    nextStep: DEAF_STEPS[kind](name),
  };
}

function ofComponent({ name, status, detail, nextStep }: ComponentHealth): Finding | undefined {
  const code = Object.hasOwn(COMPONENTS, name) ? COMPONENTS[name] : undefined;
  if (status === 'ok' || code === undefined) return undefined;
  const severity = status === 'down' ? 'fault' : 'warning';
  const text = sentence(detail);
  return { code, severity, text, ...(nextStep !== undefined && { nextStep: sentence(nextStep) }) };
}

function broker({ broker, nowMs }: HubFacts): readonly Finding[] {
  if (!broker) {
    return [
      {
        code: 'no_broker',
        severity: 'warning',
        text: 'The hub tells no MQTT broker anything.',
        nextStep: 'Set mqtt.url, or broker.enabled: true.',
      },
    ];
  }
  if (broker.isUnsteady) {
    return [
      {
        code: 'broker_gone',
        severity: 'fault',
        text: `The broker at ${broker.url} hangs up again and again.`,
        nextStep:
          'See that no other hub has the same mqtt.client_id, as a copy of this one has, and what the broker allows this user.',
      },
    ];
  }
  if (broker.isConnected) return [];
  const why = broker.problem ?? `the broker at ${broker.url} is away`;
  return [
    {
      code: 'broker_gone',
      severity: 'fault',
      text: `No MQTT for ${timeText(nowMs - broker.sinceMs)}: ${ended(why)} What happens is kept for it.`,
      nextStep: 'See that it runs, and that url, username and password under mqtt are right.',
    },
  ];
}

function config({ configProblem }: HubFacts): readonly Finding[] {
  if (configProblem === undefined) return [];
  return [
    {
      code: 'config_wrong',
      severity: 'warning',
      text: sentence(
        `The configuration is wrong, and the last good one is in force: ${configProblem}`,
      ),
      nextStep: 'Mend it, and look at it: bluebell config check. It is taken over at once.',
    },
  ];
}

function restart({ restartRequired }: HubFacts): readonly Finding[] {
  if (restartRequired.length === 0) return [];
  return [
    {
      code: 'restart_required',
      severity: 'note',
      text: `These settings wait for a restart: ${restartRequired.join(', ')}.`,
      nextStep: 'Restart the hub.',
    },
  ];
}
