import { ownBroker } from './own-broker.contract.ts';
import { tasmotaSinkContract } from './tasmota.contract.ts';

tasmotaSinkContract('the own broker', ownBroker);
