// The Tasmota sink with Mosquitto.

import { tasmotaSinkContract } from '@bluebell/hub/sinks/contract';
import { describeWithMosquitto, Mosquitto } from './mosquitto.ts';

describeWithMosquitto('Mosquitto', () => {
  tasmotaSinkContract('Mosquitto', () => Mosquitto.start());
});
