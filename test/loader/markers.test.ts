import { expect, test } from 'vitest';
import { replaceMarkers } from '../../src/loader/substitute/markers.ts';
import { findProblemCodes, findProblems, loadDefinition, loadFields } from './load-helpers.ts';

const buildClientYaml = (fields: string) => `clients:\n  - name: App\n${fields}`;
const loadAppFields = async (fields: string, vars = {}, env = {}) =>
  (await loadFields(buildClientYaml(fields), { vars, env }))['clients/App'];

test('##KEY## is replaced by its text, wherever it stands', async () => {
  const fields = '    description: It is the ##ENV## one\n    callbacks: [https://##ENV##.acme.test/cb, "##ENV##:##ENV##"]\n';
  expect(await loadAppFields(fields, { ENV: 'dev' })).toMatchObject({
    description: 'It is the dev one',
    callbacks: ['https://dev.acme.test/cb', 'dev:dev'],
  });
});

test('a bare ##KEY## is a value although YAML would call it a comment', async () => {
  expect(
    await loadAppFields('    description: ##TEXT##\n    callbacks:\n      - ##URL##\n', { TEXT: 'hello', URL: 'https://a.test' }),
  ).toMatchObject({
    description: 'hello',
    callbacks: ['https://a.test'],
  });
});

test('@@KEY@@ is replaced by JSON, together with the quotes around it', async () => {
  for (const written of ['@@URLS@@', '"@@URLS@@"', "'@@URLS@@'"]) {
    expect(await loadAppFields(`    callbacks: ${written}\n`, { URLS: ['https://a.test', 'https://b.test'] })).toMatchObject({
      callbacks: ['https://a.test', 'https://b.test'],
    });
  }
  expect(await loadAppFields('    oidc_conformant: @@YES@@\n', { YES: true })).toMatchObject({ oidc_conformant: true });
});

test('values of markers come from the mappings first and then from the environment', async () => {
  expect(
    await loadAppFields('    description: ##A## ##B##\n', { A: 'mapped' }, { A: 'environment', B: 'environment' }),
  ).toMatchObject({
    description: 'mapped environment',
  });
  expect(await loadAppFields('    client_metadata: { n: "##N##" }\n', { N: 5 })).toMatchObject({ client_metadata: { n: '5' } });
});

test('a value is not searched for markers again', async () => {
  expect(await loadAppFields('    description: "##A##"\n', { A: '##B##', B: 'no' })).toMatchObject({ description: '##B##' });
});

test('what is not in capitals belongs to somebody else, unless the mappings have it', async () => {
  const fields = '    description: "your code: @@password@@ ##Key##"\n';
  expect(await loadAppFields(fields)).toMatchObject({ description: 'your code: @@password@@ ##Key##' });
  expect(await loadAppFields(fields, { Key: 'value' })).toMatchObject({ description: 'your code: @@password@@ value' });
});

test('a marker without a value is told at its place, and nothing that follows from it', async () => {
  expect(
    await findProblemCodes(buildClientYaml('    description: ##TEXT##\n    callbacks: @@URLS@@\n    app_type: "##TYPE##"\n')),
  ).toEqual(['marker-missing 3:18', 'marker-missing 4:16', 'marker-missing 5:16']);
});

test('markers in comments are ignored', async () => {
  const text = `
# for ##NOBODY##
## ##NOBODY## ##
##HEADING##
clients:
  ##APPS##
  - name: App # @@NOBODY@@
    ##NOBODY## is not set
    # callbacks: @@NOBODY@@
    description: a # ##NOBODY##
`;
  expect(await findProblemCodes(text)).toEqual([]);
});

test('in block texts a # is no comment', async () => {
  const text = buildClientYaml('    description: |\n      # ##NAME##\n      ##NAME## and more\n');
  expect(await loadFields(text, { vars: { NAME: 'x' } })).toMatchObject({ 'clients/App': { description: '# x\nx and more\n' } });
  expect(await findProblemCodes(text)).toEqual(['marker-missing 4:9', 'marker-missing 5:7']);
});

test('a marker on a line of its own is a value where one is lacking', async () => {
  expect(await loadAppFields('    callbacks:\n      ##URLS##\n', { URLS: '[https://a.test]' })).toMatchObject({
    callbacks: ['https://a.test'],
  });
  expect(await findProblemCodes(buildClientYaml('    callbacks:\n      ##URLS##\n'))).toEqual(['marker-missing 4:7']);
});

test('places behind markers are those of the file as it stands', async () => {
  const text = 'clients:\n  - { name: "##A##", description: ##B##, nmae: ##A## }\n  - name: @@LIST@@\n    nmae: 1\n';
  expect(await findProblemCodes(text, { vars: { A: 'a much longer value than the marker', B: '', LIST: 'x' } })).toEqual([
    'wrong-type 2:35',
    'unknown-field 2:42',
    'unknown-field 4:5',
  ]);
});

test('a wrong value that came from a marker is told at the marker', async () => {
  const [problem] = await findProblems(buildClientYaml('    callbacks: @@URLS@@\n'), { vars: { URLS: ['https://a.test', 5] } });
  expect(problem).toMatchObject({
    code: 'wrong-type',
    place: { line: 3, column: 16, length: 8, source: '    callbacks: @@URLS@@' },
  });
});

test('a value that breaks the YAML around it is a syntax error on its line', async () => {
  const [code] = await findProblemCodes(buildClientYaml('    description: "a ##TEXT## b"\n'), { vars: { TEXT: 'quote " and' } });
  expect(code).toMatch(/^yaml-syntax 3:/);
});

test('markers in what Auth0 has retired need no value', async () => {
  const text = 'rules:\n  - name: x\n    script: ##SCRIPT##\n    key: "@@KEY@@"\nroles: []\n';
  expect(await findProblemCodes(text)).toEqual(['warning retired-type 1:1']);
});

test('a marker in a secret field leaves the marker as the source of the secret', async () => {
  const text = buildClientYaml('    client_secret: "##APP_SECRET##"\n');
  const { resources, digest } = await loadDefinition(text, { vars: { APP_SECRET: 'canary-value-of-it' } });
  expect(resources[0]?.secrets).toEqual({ '/client_secret': { kind: 'template', template: '##APP_SECRET##' } });
  expect(digest).toBe((await loadDefinition(text, { vars: { APP_SECRET: 'another-value-of-it' } })).digest);
});

test('a text without markers is left as it is', () => {
  expect(replaceMarkers('a: #b\n', { vars: {}, env: {}, mappings: {} }, 'yaml')).toEqual({
    text: 'a: #b\n',
    replaced: [],
    missing: [],
  });
});

test('names of members that every object has are no values', async () => {
  expect(await loadAppFields('    description: "##constructor## @@toString@@"\n')).toMatchObject({
    description: '##constructor## @@toString@@',
  });
});
