// Settings of TLS, for brokers that ask for it.

import * as z from 'zod';
import type { ReadFile } from '../read-file.ts';
import { file } from './text.ts';

export function tlsSection(readFile: ReadFile) {
  const pem = file(readFile).optional();
  return z
    .strictObject({
      ca_file: pem.meta({
        description: 'Certificates of authorities to trust (PEM), instead of the usual ones.',
        example: 'ca.pem',
      }),
      cert_file: pem.meta({
        description: 'Certificate of this hub (PEM), where the broker asks for one.',
        example: 'hub.pem',
      }),
      key_file: pem.meta({
        description: 'Private key of that certificate (PEM).',
        example: 'hub.key',
      }),
      servername: z.string().min(1).max(253).optional().meta({
        description: "Name in the broker's certificate, where it is not the one in url.",
        example: 'broker.example.org',
      }),
      verify: z
        .boolean()
        .default(true)
        .describe("Whether to check the broker's certificate. Without, anybody can pose as it."),
    })
    .superRefine((tls, context) => {
      if (!tls.cert_file === !tls.key_file) return;
      const path = [tls.cert_file ? 'cert_file' : 'key_file'];
      const message = 'cert_file and key_file only work together: give both';
      context.addIssue({ code: 'custom', path, message });
    })
    .optional()
    .describe('For mqtts:// alone.');
}
