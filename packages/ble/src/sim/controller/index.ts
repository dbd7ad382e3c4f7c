// The HCI face of virtual controllers.

export {
  CONTROLLER_MODELS,
  type ControllerModel,
  type ControllerModelName,
} from './controller-model.ts';
export type { HostFault } from './host-fault.ts';
export { VirtualAir } from './virtual-air.ts';
export { VirtualController, type VirtualControllerOptions } from './virtual-controller.ts';
