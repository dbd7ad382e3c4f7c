// Which family of commands a controller is spoken to with: one may not mix them until a Reset.
// Core Spec v5.4, Vol 4, Part E, 3.1.1.

import {
  type Controller,
  leExtendedCreateConnection,
  leSetExtendedAdvertisingEnable,
  leSetExtendedScanEnable,
} from '../hci/index.ts';

/** Whether all of advertising, scanning and connecting is done by extended commands. */
export function isExtended(controller: Controller): boolean {
  return (
    controller.capabilities.extendedAdvertising !== undefined &&
    controller.supports(leSetExtendedAdvertisingEnable) &&
    controller.supports(leSetExtendedScanEnable) &&
    controller.supports(leExtendedCreateConnection)
  );
}
