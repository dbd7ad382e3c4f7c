import * as z from 'zod';
import { componentsOf } from '../api/status.ts';
import { defineRequest } from './request.ts';

export const health = defineRequest({
  name: 'health',
  summary: 'Whether the hub does its work: each part, since when, and what to do about it.',
  scope: 'leader',
  args: z.strictObject({}),
  examples: [
    {
      send: '',
      answers:
        '{"status":"ok","data":{"status":"degraded","components":[{"name":"mqtt","status":"degraded","since":"…","detail":"…","next_step":"…"}]}}',
    },
  ],
  run(_, ports) {
    const report = ports.overview.health();
    return { status: report.status, components: componentsOf(report) };
  },
});
