// The formats that a product speaks.

import type { SensorModel } from '../../sensor-model.ts';
import { bthomeVoice } from './bthome-voice.ts';
import { miBeaconVoice } from './mi-beacon-voice.ts';
import type { Speaker, Voice } from './voice.ts';
import { wholeVoice } from './whole-voices.ts';

export type { News, Speaker, Voice } from './voice.ts';

type MakeVoice = (speaker: Speaker) => Voice;

/** Voices by what a model says of its formats. */
const VOICES: readonly (readonly [speaks: (model: SensorModel) => boolean, make: MakeVoice])[] = [
  [({ miBeacon }) => miBeacon !== undefined, miBeaconVoice],
  [({ qingping }) => qingping !== undefined, (speaker) => wholeVoice('qingping', speaker)],
  [isOf('bthome-v2'), bthomeVoice],
  [isOf('atc1441'), (speaker) => wholeVoice('atc1441', speaker)],
  [isOf('pvvx'), (speaker) => wholeVoice('pvvx', speaker)],
  [isOf('miscale-v1'), (speaker) => wholeVoice('miscale-v1', speaker)],
  [isOf('miscale-v2'), (speaker) => wholeVoice('miscale-v2', speaker)],
  [isOf('hhcc-fd50'), (speaker) => wholeVoice('hhcc-fd50', speaker)],
];

function isOf(family: NonNullable<SensorModel['families']>[number]) {
  return ({ families = [] }: SensorModel) => families.includes(family);
}

/** The voices of a product: some alternate between two formats. */
export function voicesOf(speaker: Speaker): readonly Voice[] {
  return VOICES.filter(([speaks]) => speaks(speaker.model)).map(([, make]) => make(speaker));
}
