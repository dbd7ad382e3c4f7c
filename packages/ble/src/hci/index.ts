// What goes between host and controller. Core Spec v5.4, Vol 4.

export * from './acl-data.ts';
export { type AclBuffers, type AclFaults, AclFlow, type Completed } from './acl-flow.ts';
export { AclLink } from './acl-link.ts';
export * from './advertising-reports.ts';
export { completePacket, refusalPacket, statusPacket } from './answers.ts';
export {
  type Capabilities,
  type DataLengths,
  type ExtendedAdvertising,
  supports,
} from './capabilities.ts';
export type { Answer, AnyCommand, Command } from './command.ts';
export {
  commandByOpcode,
  commandPacket,
  type HciCommand,
  hciCommand,
  openCommand,
} from './command-packet.ts';
export {
  type Answered,
  COMMAND_TIMEOUT_MS,
  CommandQueue,
  type CommandQueueOptions,
  type SendArguments,
  type SendOptions,
} from './command-queue.ts';
export * from './commands/index.ts';
export {
  Controller,
  type ControllerFaults,
  ControllerNotRespondingError,
  type ControllerOptions,
  startController,
} from './controller.ts';
export {
  ControllerKeeper,
  type ControllerKeeperOptions,
  type ControllerStage,
  keepController,
} from './controller-keeper.ts';
export { ControllerLostError, type LossKind } from './controller-lost.ts';
export {
  eventPacket,
  type HciEvent,
  hciEvent,
  type LeSubevent,
  leSubevent,
} from './event-packet.ts';
export * from './events/index.ts';
export * from './features.ts';
export { H4Framer, PacketIndicator } from './h4.ts';
export { RecoveringFramer } from './h4-recovery.ts';
export { type ByteStream, H4Transport, type H4TransportOptions } from './h4-transport.ts';
export { HciError, HciStatus, nameOfHciStatus } from './hci-error.ts';
export { type JoinedReport, ReportJoiner } from './report-joiner.ts';
export type { HciTransport, Plausible, StreamRecovery } from './transport.ts';
export { type TransportPairOptions, transportPair } from './transport-pair.ts';
