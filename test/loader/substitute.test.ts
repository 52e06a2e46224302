// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { expect, test } from 'vitest';
import { findProblemCodes, findProblems, loadDefinition, loadFields } from './load-helpers.ts';

const env = { NAME: 'value', EMPTY: '', NUMBER: '25', YES: 'true', ID: '12345678901234567890', SECRET: 'canary-4711' };
const buildClientYaml = (fields: string) => `clients:\n  - name: App\n${fields}`;
const loadAppFields = async (fields: string) => (await loadFields(buildClientYaml(fields), { env }))['clients/App'];
const loadDescription = async (written: string) => (await loadAppFields(`    description: ${written}\n`))?.description;

test.each([
  ['"${env:NAME}"', 'value'],
  ['a ${env:NAME} and ${env:NAME}', 'a value and value'],
  ['"${env:NOPE:-other}"', 'other'],
  ['"${env:EMPTY:-other}"', 'other'],
  ['"x${env:NOPE:-}"', 'x'],
  ['"${env:NOPE:-https://a.test:80/?a=b}"', 'https://a.test:80/?a=b'],
  ['"x${env:EMPTY}"', 'x'],
  ['"$${env:NAME}"', '${env:NAME}'],
  ['"$$${env:NAME}"', '$${env:NAME}'],
  ['"${name} $${name} $5 ${ env:NAME } ${a?b:c} ${}"', '${name} $${name} $5 ${ env:NAME } ${a?b:c} ${}'],
  ['|\n      first\n      ${env:NAME}', 'first\nvalue\n'],
])('%s is substituted', async (written, expected) => {
  expect(await loadDescription(written)).toBe(expected);
});

test('a plain scalar that is one variable and nothing else is typed as YAML types it', async () => {
  const loadJwtConfiguration = async (written: string) =>
    (await loadAppFields(`    jwt_configuration:\n      lifetime_in_seconds: ${written}\n`))?.jwt_configuration;
  expect(await loadJwtConfiguration('${env:NUMBER}')).toEqual({ lifetime_in_seconds: 25 });
  expect(await loadJwtConfiguration('${env:NOPE:-36000}')).toEqual({ lifetime_in_seconds: 36_000 });
  expect((await loadAppFields('    oidc_conformant: ${env:YES}\n'))?.oidc_conformant).toBe(true);
  expect((await loadAppFields('    client_metadata: { a: "${env:NUMBER}", b: "${env:YES}" }\n'))?.client_metadata).toEqual({
    a: '25',
    b: 'true',
  });
  expect(
    await findProblemCodes(buildClientYaml('    jwt_configuration: { lifetime_in_seconds: "${env:NUMBER}" }\n'), { env }),
  ).toEqual(['wrong-type 3:47']);
});

test('digits are not lost by typing', async () => {
  expect((await loadAppFields('    client_metadata:\n      a: ${env:ID}\n'))?.client_metadata).toEqual({
    a: '12345678901234567890',
  });
});

test('names of members that every object has are no variables', async () => {
  expect(await findProblemCodes(buildClientYaml('    description: "${env:constructor}"\n'), { env })).toEqual([
    'variable-missing 3:19',
  ]);
});

test.each([
  ['"${env:NOPE}"', 'variable-missing 3:19'],
  ['"see ${env:NOPE} there"', 'variable-missing 3:23'],
  ['"${secret:NOPE}"', 'secret-missing 3:19'],
  ['"${secret:EMPTY}"', 'secret-missing 3:19'],
  ['"${secret:NAME:-default}"', 'substitution-syntax 3:19'],
  ['"${env:NAME"', 'substitution-syntax 3:19'],
  ['"${env:}"', 'substitution-syntax 3:19'],
  ['"${env:A B}"', 'substitution-syntax 3:19'],
  ['"${evn:NAME}"', 'substitution-syntax 3:19'],
  ['"${vault:NAME}"', 'substitution-syntax 3:19'],
  ['"${file:}"', 'substitution-syntax 3:19'],
  ['"${file:nope.txt}"', 'file-unreadable 3:19'],
  ['"${file:../../../../../../etc/hostname}"', 'file-outside-root 3:19'],
])('%s is one problem at its place', async (written, code) => {
  expect(await findProblemCodes(buildClientYaml(`    description: ${written}\n`), { env })).toEqual([code]);
});

test('what follows from a missing value is not told beside it', async () => {
  expect(await findProblemCodes(buildClientYaml('    app_type: ${env:NOPE}\n    callbacks: ${env:NOPE}\n'), { env })).toEqual([
    'variable-missing 3:15',
    'variable-missing 4:16',
  ]);
});

test('a misspelt name is told with the one that was meant', async () => {
  const hints = await Promise.all(
    ['${env:NAEM}', '${secret:SECERT}', '${evn:NAME}'].map(
      async (written) => (await findProblems(buildClientYaml(`    description: "${written}"\n`), { env }))[0]?.hint,
    ),
  );
  expect(hints[0]).toContain('NAME');
  expect(hints[1]).toContain('SECRET');
  expect(hints[2]).toContain('${env:');
});

test('${file:} is replaced by the content as it is, markers aside', async () => {
  const files = {
    'conf/tenant.yaml': buildClientYaml('    description: "${file:texts/a.txt}"\n'),
    'conf/texts/a.txt': 'It is ##ENV##: ${env:NAME} `${x}` $${env:NAME}\n',
  };
  const fields = await loadFields(files, { files: ['conf/tenant.yaml'], env, vars: { ENV: 'dev' } });
  expect(fields['clients/App']?.description).toBe('It is dev: ${env:NAME} `${x}` $${env:NAME}\n');
});

test('a marker without a value in such a file is told there', async () => {
  const files = { 'tenant.yaml': buildClientYaml('    description: "${file:a.txt}"\n'), 'a.txt': 'one\ntwo ##NOPE##\n' };
  expect(await findProblemCodes(files, { env })).toEqual(['marker-missing a.txt:2:5']);
});

test('substitution reaches keys and relations, and not the names of fields', async () => {
  const text =
    'roles:\n  - name: role-${env:NAME}\n    permissions:\n      - { resource_server_identifier: "https://${env:NAME}.test", permission_name: a }\n';
  const { resources } = await loadDefinition(text, { env });
  expect(resources[0]).toMatchObject({
    address: 'roles/role-value',
    relations: { permissions: [{ resource_server_identifier: 'https://value.test' }] },
  });
  const metadata = 'organizations:\n  - name: acme\n    metadata: { "${env:NAME}": x }\n';
  expect((await loadFields(metadata, { env }))['organizations/acme']?.metadata).toEqual({ '${env:NAME}': 'x' });
});

test('the same text substituted twice in one scalar is told once', async () => {
  expect(await findProblemCodes(buildClientYaml('    description: "${env:NOPE} ${env:NOPE}"\n'), { env })).toEqual([
    'variable-missing 3:19',
  ]);
});

test('between braces a substitution needs quotes, and the error says so', async () => {
  const [problem] = await findProblems(buildClientYaml('    jwt_configuration: { lifetime_in_seconds: ${env:NUMBER} }\n'), {
    env,
  });
  expect(problem).toMatchObject({ code: 'yaml-syntax', hint: expect.stringContaining('quotes') });
});

test('what is escaped ends where its name begins: an escape inside of it is one, too', async () => {
  const loadRoleDescription = async (text: string) =>
    (await loadDefinition(`roles:\n  - name: a\n    description: '${text}'\n`, { env: { X: 'x' } })).resources[0]?.fields
      .description;
  expect(await loadRoleDescription('$${A:-$${env:X}')).toBe('${A:-${env:X}');
  expect(await loadRoleDescription('$${env:X} ${env:X}')).toBe('${env:X} x');
  expect(await loadRoleDescription('$$${env:X}')).toBe('$${env:X}');
});
