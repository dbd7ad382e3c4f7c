// The Tasmota sink with Mosquitto.

import { tasmotaSinkContract } from '@bluebell/hub/sinks/contract';
import { Mosquitto } from './mosquitto.ts';
import { describeWith } from './programs.ts';

describeWith('mosquitto')('Mosquitto', () => {
  tasmotaSinkContract('Mosquitto', () => Mosquitto.start());
});
