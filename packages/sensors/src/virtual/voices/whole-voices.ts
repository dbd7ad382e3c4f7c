// Formats in which every advert says all there is: custom thermometers, Qingping, scales, pots.

import { atcEncryptedFrame, atcFrame } from '../../adverts/atc/index.ts';
import { hhccFrame } from '../../adverts/hhcc/hhcc.ts';
import { miScale1Frame, miScale2Frame, scaleTimeOf } from '../../adverts/miscale/index.ts';
import { pvvxEncryptedFrame, pvvxFrame } from '../../adverts/pvvx/index.ts';
import { qingpingFrame } from '../../adverts/qingping/index.ts';
import { OBJECTS as QINGPING_OBJECTS } from '../../adverts/qingping/objects.ts';
import { BindKey } from '../../bind-key.ts';
import type { NumberQuantity, Values } from '../../quantities.ts';
import { valuesFrom } from '../facet.ts';
import {
  countingFrom,
  type News,
  repeating,
  type Speaker,
  serviceDataAdvert,
  type Voice,
} from './voice.ts';

/** What a frame is made of. */
interface Material extends Pick<Speaker, 'address' | 'model'>, News {
  readonly key: BindKey | undefined;
  /** Eight bits, one more every frame. */
  readonly packetId: number;
}

/** Makes a frame; `undefined` until all that must stand in it is known. */
type MakeFrame = (material: Material) => Uint8Array | undefined;

const CLIMATE = ['temperature', 'humidity', 'battery', 'voltage'] as const;
const PLANT = ['temperature', 'moisture', 'conductivity', 'illuminance', 'battery'] as const;

/** What Qingping has objects for; "left open" is a state of the one for doors. */
const QINGPING_QUANTITIES: ReadonlySet<string> = new Set([
  ...QINGPING_OBJECTS.flatMap(({ needs }) => needs),
  'doorLeftOpen',
]);

const atc1441: MakeFrame = ({ known, key, ...rest }) => {
  const values = numbersOf(known, CLIMATE);
  if (!values) return undefined;
  return key ? atcEncryptedFrame({ ...rest, ...values, key }) : atcFrame({ ...rest, ...values });
};

const pvvx: MakeFrame = ({ known, key, ...rest }) => {
  const values = numbersOf(known, CLIMATE);
  if (!values) return undefined;
  return key
    ? pvvxEncryptedFrame({ ...rest, ...values, key })
    : pvvxFrame({ ...rest, ...values, flags: 0 });
};

const qingping: MakeFrame = ({ known, address, model }) => {
  const [deviceType = 0] = model.qingping ?? [];
  const values = valuesFrom(
    Object.entries(known).filter(([name]) => QINGPING_QUANTITIES.has(name)),
  );
  return qingpingFrame({ deviceType, address, values });
};

const miScale1: MakeFrame = ({ known, nowMs }) => {
  const report = weighingOf(known, nowMs);
  return report && miScale1Frame(report);
};

const miScale2: MakeFrame = ({ known, nowMs }) => {
  const report = weighingOf(known, nowMs);
  return report && miScale2Frame({ ...report, impedance: known.impedance });
};

const hhcc: MakeFrame = ({ known }) => {
  const values = numbersOf(known, PLANT);
  return values && hhccFrame(values);
};

/** A format of which one advert says all. */
interface WholeFrame {
  /** Of its service data. */
  readonly uuid: number;
  readonly frame: MakeFrame;
  /** Falls silent when there is nothing new to say. */
  readonly isQuiet?: boolean;
}

/** Formats by the family that models name. */
const WHOLE = {
  atc1441: { uuid: 0x181a, frame: atc1441 },
  pvvx: { uuid: 0x181a, frame: pvvx },
  qingping: { uuid: 0xfdcd, frame: qingping },
  'miscale-v1': { uuid: 0x181d, frame: miScale1, isQuiet: true },
  'miscale-v2': { uuid: 0x181b, frame: miScale2, isQuiet: true },
  'hhcc-fd50': { uuid: 0xfd50, frame: hhcc },
} as const satisfies Record<string, WholeFrame>;

/** Their names. */
export type WholeFormat = keyof typeof WHOLE;

/** The voice of a sensor that speaks one of these formats. */
export function wholeVoice(format: WholeFormat, speaker: Speaker): Voice {
  const { uuid, frame, isQuiet }: WholeFrame = WHOLE[format];
  const { address, model, localName } = speaker;
  const key = speaker.key && new BindKey(speaker.key);
  const nextCounter = countingFrom(speaker.counter);
  const say: Voice['say'] = (news) => {
    const bytes = frame({ ...news, address, model, key, packetId: nextCounter() % 256 });
    return bytes ? [serviceDataAdvert(uuid, bytes, localName)] : [];
  };
  return isQuiet ? { say, idle: () => undefined } : repeating(say);
}

function weighingOf(known: Values, nowMs: number) {
  const { massUnstabilized, stabilized = true, removed = false } = known;
  if (massUnstabilized === undefined) return undefined;
  return {
    massKg: massUnstabilized,
    unit: 'kg',
    isStable: stabilized,
    isRemoved: removed,
    time: scaleTimeOf(nowMs),
  } as const;
}

/** These quantities as numbers; `undefined` when one of them is not known. */
function numbersOf<const Q extends NumberQuantity>(
  known: Values,
  names: readonly Q[],
): Readonly<Record<Q, number>> | undefined {
  if (names.some((name) => typeof known[name] !== 'number')) return undefined;
  // The cast holds since every name was just found to be a number.
  return Object.fromEntries(names.map((name) => [name, known[name]])) as Record<Q, number>;
}
