// `/api/v1/devices`: what the hub knows.

import { Hono } from 'hono';
import type { Device } from '../../state/device.ts';
import { deviceItem } from '../device-item.ts';
import { problem } from '../problem.ts';

/** Where devices are found. */
export interface DeviceShelf {
  readonly devices: readonly Device[];
  device(id: string): Device | undefined;
}

/** The routes. */
export function deviceRoutes(hub: DeviceShelf) {
  const app = new Hono();
  app.get('/', (context) => {
    context.header('Cache-Control', 'no-store');
    return context.json({ items: hub.devices.map(deviceItem) });
  });
  app.get('/:id', (context) => {
    context.header('Cache-Control', 'no-store');
    const device = hub.device(context.req.param('id').toUpperCase());
    if (device) return context.json(deviceItem(device));
    const detail = 'No device has this id: GET /api/v1/devices lists all.';
    return problem(context, { status: 404, code: 'UNKNOWN_DEVICE', detail });
  });
  return app;
}
