// Certificates for tests, made when a test runs and good for a day: an authority, and what it
// signed for a server called localhost and for a client.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const NAMES = 'subjectAltName = DNS:localhost, IP:127.0.0.1\n';

/** Paths of PEM files in a folder that goes away with this. */
export class Certificates implements AsyncDisposable {
  readonly #folder: string;
  readonly ca: string;
  /** The server's. */
  readonly cert: string;
  readonly key: string;
  readonly clientCert: string;
  readonly clientKey: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.ca = this.#authority();
    [this.cert, this.key] = this.#signed('server');
    [this.clientCert, this.clientKey] = this.#signed('client');
  }

  /** Makes all of them, with the program `openssl`. */
  static async make(): Promise<Certificates> {
    return new Certificates(await mkdtemp(join(tmpdir(), 'bluebell-certificates-')));
  }

  /** What a file of these holds. */
  static text(path: string): string {
    return readFileSync(path, 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }

  #authority(): string {
    const subject = ['-subj', '/CN=bluebell test authority'];
    const files = ['-keyout', this.#path('ca.key'), '-out', this.#path('ca.pem')];
    openssl('req', '-x509', ...KEY, ...subject, ...files, '-days', '1');
    return this.#path('ca.pem');
  }

  #signed(name: string): readonly [cert: string, key: string] {
    const request = this.#path(`${name}.csr`);
    const cert = this.#path(`${name}.pem`);
    const key = this.#path(`${name}.key`);
    const names = this.#path(`${name}.names`);
    writeFileSync(names, NAMES);
    openssl('req', ...KEY, '-subj', `/CN=${name}`, '-keyout', key, '-out', request);
    const authority = ['-CA', this.ca, '-CAkey', this.#path('ca.key'), '-CAcreateserial'];
    const input = ['-in', request, '-extfile', names];
    openssl('x509', '-req', ...input, ...authority, '-out', cert, '-days', '1');
    return [cert, key];
  }

  #path(file: string): string {
    return join(this.#folder, file);
  }
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
