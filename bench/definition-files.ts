import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Below the 20 MB that one file may have. */
const RESOURCES_PER_FILE = 50_000;

const formatClient = (n: number): string => `  - name: client ${n}
    description: number ${n}
    app_type: regular_web
    callbacks:
      - https://c${n}.acme.test/callback
      - https://c${n}.acme.test/other
    allowed_logout_urls: [https://c${n}.acme.test]
    grant_types: [authorization_code, refresh_token]
    oidc_conformant: true
    jwt_configuration:
      alg: RS256
      lifetime_in_seconds: 36000
    client_metadata:
      team: team-${n % 17}
`;

const formatRole = (n: number): string => `  - name: role ${n}\n    description: number ${n}\n`;

const formatEach = (from: number, to: number, format: (n: number) => string): string =>
  Array.from({ length: to - from }, (_, index) => format(from + index)).join('');

/** Writes a definition of half clients, half roles, which includes as many files as it needs. Returns its path. */
export function writeDefinition(folder: string, resources: number): string {
  const parts: string[] = [];
  for (let from = 0; from < resources; from += RESOURCES_PER_FILE) {
    const [first, last] = [from / 2, Math.min(from + RESOURCES_PER_FILE, resources) / 2];
    const name = `part-${resources}-${parts.length}.yaml`;
    const text = `clients:\n${formatEach(first, last, formatClient)}roles:\n${formatEach(first, last, formatRole)}`;
    writeFileSync(join(folder, name), text);
    parts.push(name);
  }
  const path = join(folder, `tenant-${resources}.yaml`);
  writeFileSync(path, `include: [${parts.join(', ')}]\nreconcile: { limits: { update: 100% } }\n`);
  return path;
}
