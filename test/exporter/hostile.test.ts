import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportLayout } from '../../src/exporter/export-options.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { LiveResource } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { exportSnapshot, loadExport } from '../support/export-snapshot.ts';
import { hostileText } from '../support/hostile-values.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';

const layout = fc.constantFrom<ExportLayout>('file', 'folder');

/** Names that would lead somebody's files elsewhere, and texts that YAML, markers or substitutions could take for something else. */
const text = fc.oneof(
  hostileText,
  fc.constantFrom(
    ...['../../x', '/etc/passwd', 'C:\\x', '.', '..', '.git/config', 'con', 'NUL.txt', 'Shop', 'shop', 'SHOP', 'ſhop', 'x/../y'],
    ...[
      'é',
      'e\u0301',
      '🎉',
      '🎉🎉',
      'a'.repeat(200),
      '𠀀'.repeat(200),
      '<<',
      '~',
      'null',
      'yes',
      '0x1f',
      '1e3',
      '2026-01-01',
      '- a',
      '# b',
    ],
    ...[
      '@@KEY@@',
      '##KEY##',
      '${env:HOME}',
      '$${secret:X}',
      '${file:/etc/passwd}',
      '${',
      'a: b',
      '&a',
      '*a',
      '!x',
      '%x',
      ' x ',
      'x\n',
      '\n',
    ],
    ...[
      'a\r\nb',
      '\tb',
      'x.html',
      'login.js',
      '@@KEY@@.html',
      '\ufeffx',
      '\u2028',
      'x\u0085y',
      '|',
      '>',
      '"',
      "'",
      '{}',
      '[]',
      '{{x}}',
    ],
  ),
);

const generateClient = (id: number): fc.Arbitrary<LiveResource> =>
  fc
    .record({
      name: text,
      description: text,
      custom_login_page: text,
      client_metadata: fc.dictionary(text, text, { maxKeys: 3 }),
      callbacks: fc.array(text, { maxLength: 3 }),
    })
    .map((body) => createLiveResource(`client${id}`, { ...body, client_id: `client${id}` }));
const clients = fc.tuple(...[0, 1, 2, 3].map(generateClient));

const isInside = (path: string): boolean =>
  path.length > 0 &&
  !path.startsWith('/') &&
  posix.normalize(path) === path &&
  !path.split('/').some((step) => step.startsWith('.'));

/** What a file system that knows neither letter case nor forms of a character takes for the same. */
const foldPath = (path: string): string => path.normalize('NFKC').toUpperCase().toLowerCase();

describe('whatever a tenant holds', () => {
  it('its export plans empty, and says of what it leaves out that it does', async () => {
    await fc.assert(
      fc.asyncProperty(clients, layout, async (resources, layout) => {
        const snapshot = createSnapshot({ clients: resources });
        const told = exportSnapshot(snapshot, { layout });
        const { definition } = await loadExport(told, snapshot);
        const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
        if (!made.ok) throw new Error(JSON.stringify(made.error, null, 1));
        expect(listChanges(made.value)).toEqual([]);
        const isAll = definition.resources.length === resources.length;
        if (!isAll) expect(told.notes.map(({ code }) => code)).toContain('wrong-value');
      }),
      getRunParameters(150),
    );
  });

  it('its files stay inside, each has its own name, and no name is longer than file systems allow', () => {
    fc.assert(
      fc.property(clients, layout, (resources, layout) => {
        const paths = exportSnapshot(createSnapshot({ clients: resources }), { layout }).files.map(({ path }) => path);
        expect(paths.filter((path) => !isInside(path))).toEqual([]);
        expect(new Set(paths.map(foldPath)).size).toBe(paths.length);
        expect(paths.flatMap((path) => path.split('/')).filter((step) => Buffer.byteLength(step) > 255)).toEqual([]);
      }),
      getRunParameters(150),
    );
  });

  it('the order in which the API lists it changes not a byte', () => {
    fc.assert(
      fc.property(clients, layout, (resources, layout) => {
        const one = exportSnapshot(createSnapshot({ clients: resources }), { layout });
        expect(exportSnapshot(createSnapshot({ clients: resources.toReversed() }), { layout })).toEqual(one);
      }),
      getRunParameters(100),
    );
  });
});
