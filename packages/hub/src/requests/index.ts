// What users ask of a running hub: one table for MQTT, HTTP and the command line.

export { type RequestAnswer, RequestDesk, type Requests } from './desk.ts';
export { type Given, givenIn } from './given.ts';
export type {
  BackupPort,
  ConfigChange,
  ConfigPort,
  DemoPort,
  DoctorPort,
  HistoryPort,
  HubPort,
  KeyHolder,
  RadiosPort,
  RequestPorts,
} from './ports.ts';
export { RequestError, type RequestKind } from './request.ts';
export { REQUESTS } from './table.ts';
