// What a home with two hubs is made of, for tests with brokers of other makers.

export { HomeAir } from './home-air.contract.ts';
export { BASE, HubNode } from './hub-node.contract.ts';
export { PressLedger } from './press-ledger.contract.ts';
