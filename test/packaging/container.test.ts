// The container files: read strictly, and held against the repository and each other.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readManifest, TOP } from '../imports/repository.ts';
import { dockerfileFaults, readDockerfile } from './dockerfile.ts';

const CONTAINER = read('packaging/container/Dockerfile');
const APP = read('packaging/home-assistant/bluebell/Dockerfile');

describe.each([
  { path: 'packaging/container/Dockerfile', text: CONTAINER },
  { path: 'packaging/home-assistant/bluebell/Dockerfile', text: APP },
])('$path', ({ text }) => {
  it('has no fault', () => {
    expect(dockerfileFaults(text, TOP)).toEqual([]);
  });

  it('stops by SIGTERM, is watched by its own command, and has an init', () => {
    const names = readDockerfile(text).map(({ name }) => name);
    for (const name of ['STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'])
      expect(names).toContain(name);
    expect(text).toContain('tini tzdata');
  });

  it('is labelled, with the version of the program', () => {
    const { version } = readManifest('');
    for (const label of ['title', 'description', 'version', 'licenses']) {
      expect(text).toContain(`org.opencontainers.image.${label}="`);
    }
    expect(text).toMatch(
      new RegExp(`(image\\.version="|BUILD_VERSION=)${version.replaceAll('.', '\\.')}`),
    );
  });
});

describe('packaging/container/Dockerfile', () => {
  it.each([
    ['STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGKILL'],
    ['rm -rf /var/lib/apt/lists/*', 'true'],
    ['-bookworm-slim', '-alpine'],
    ['--no-install-recommends ', ''],
    ['CMD ["run"]', 'CMD run'],
    ['VOLUME', 'VOLUMES'],
    ['USER node', 'USER root'],
    ['COPY packages ', 'COPY parcels '],
    ['--from=build', '--from=built'],
    ['CMD ["run"]\n', 'CMD \\\n'],
  ])('is refused where %j is %j', (part, other) => {
    expect(CONTAINER).toContain(part);
    const changed = CONTAINER.replaceAll(part, () => other);
    const faults = () => dockerfileFaults(changed, TOP).join('\n');
    if (other.endsWith('\\\n')) expect(faults).toThrow('goes on after the last line');
    else expect(faults()).toMatch(/^line \d+: /);
  });

  it('copies whatever the build reads, and nothing that its ignore file keeps away', () => {
    const kept = read('packaging/container/Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = readDockerfile(CONTAINER)
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(copied.map((path) => path.replace('./', '')).toSorted()).toEqual(kept.toSorted());
  });

  it('runs as a user without rights, who owns /data', () => {
    expect(CONTAINER).toMatch(/^USER node$/m);
    expect(CONTAINER).toContain('--owner=node --group=node --mode=0700 /data');
  });
});

describe('packaging/container/compose.yaml', () => {
  // The cast holds for what is looked at below; a wrong one fails there.
  const { services } = parse(read('packaging/container/compose.yaml')) as {
    services: Record<string, Record<string, unknown>>;
  };

  it('takes all rights away that no network radio needs', () => {
    expect(services.bluebell).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      volumes: ['data:/data'],
    });
    expect(services.bluebell).not.toHaveProperty('privileged');
  });

  it('gives longer to stop than the program takes', () => {
    expect(services.bluebell?.stop_grace_period).toBe('15s');
  });
});

function read(path: string): string {
  return readFileSync(join(TOP, path), 'utf8');
}
