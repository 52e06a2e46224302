// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are of the files.
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { findProblemCodes, loadDefinition, loadFields, loadFolder } from './load-helpers.ts';

const form = '{ "name": "Consent", "languages": { "primary": "##LANGUAGE##" }, "start": { "next_node": "a" } }';
const vars = { LANGUAGE: 'en' };

test('the rest of a form and of a flow stands in the JSON file that it names; what is written beside it wins', async () => {
  const files = {
    'tenant.yaml':
      'forms:\n  - name: Terms\n    body: ./forms/Terms.json\n    languages: { default: de }\nflows:\n  - name: Note\n    body: ./flows/Note.json\n',
    'forms/Terms.json': form,
    'flows/Note.json': '{ "actions": [] }',
  };
  expect(await loadFields(files, { vars })).toEqual({
    'forms/Terms': { name: 'Terms', languages: { primary: 'en', default: 'de' }, start: { next_node: 'a' } },
    'flows/Note': { name: 'Note', actions: [] },
  });
});

test('a mistake in the file is told at its place there', async () => {
  const asked = 'forms:\n  - name: Terms\n    body: ./Terms.json\n';
  expect(await findProblemCodes({ 'tenant.yaml': asked, 'Terms.json': '{ "languages": {\n  "primary": 3 } }' })).toEqual([
    'wrong-type Terms.json:2:14',
  ]);
  expect(await findProblemCodes({ 'tenant.yaml': asked, 'Terms.json': form })).toEqual(['marker-missing Terms.json:1:49']);
  expect(await findProblemCodes({ 'tenant.yaml': asked, 'Terms.json': '[1]' })).toEqual(['wrong-type Terms.json:1:1']);
  expect(await findProblemCodes({ 'tenant.yaml': asked, 'Terms.json': '{' })).toEqual(['yaml-syntax Terms.json:1:2']);
  expect(await findProblemCodes(asked)).toEqual(['file-unreadable 3:11']);
  expect(await findProblemCodes('forms:\n  - name: Terms\n    body: [1]\n')).toEqual(['wrong-type 3:11']);
});

test('a file outside of the directory is not read', async () => {
  const folder = createTemporaryFolder({
    'in/tenant.yaml': 'forms:\n  - name: Terms\n    body: ../Terms.json\n',
    'Terms.json': form,
  });
  const outcome = await loadFolder(folder, { files: ['in/tenant.yaml'], root: `${folder}/in` });
  expect(outcome).toMatchObject({ ok: false, error: [{ code: 'file-outside-root', place: { line: 3, column: 11 } }] });
});

test('a secret in the file is one', async () => {
  const { resources } = await loadDefinition(
    {
      'tenant.yaml': 'flows: [{ name: Note, body: ./Note.json }]\n',
      'Note.json':
        '{ "actions": [{ "id": "a", "type": "HTTP", "action": "SEND_REQUEST", "params": { "key": "${secret:KEY}" } }] }',
    },
    { env: { KEY: 'k' } },
  );
  expect(resources[0]?.secrets).toEqual({ '/actions/0/params/key': { kind: 'template', template: '${secret:KEY}' } });
});

const screens = `prompts:
  screenRenderers:
    - login-id:
        login-id: ./screens/login-id_login-id.json
    - prompt: signup
      screen: signup
      rendering_mode: standard
    - login-passwordless:
        login-passwordless-email-code: ./screens/code.json
        login-passwordless-sms-otp: { rendering_mode: advanced }
`;

test('screens are named on the way down, or by fields', async () => {
  const files = {
    'tenant.yaml': screens,
    'screens/login-id_login-id.json': '{ "prompt": "login-id", "screen": "login-id", "rendering_mode": "advanced" }',
    'screens/code.json': '{}',
  };
  expect(await loadFields(files)).toEqual({
    'promptScreens/login-id|login-id': { prompt: 'login-id', screen: 'login-id', rendering_mode: 'advanced' },
    'promptScreens/signup|signup': { prompt: 'signup', screen: 'signup', rendering_mode: 'standard' },
    'promptScreens/login-passwordless|login-passwordless-email-code': {
      prompt: 'login-passwordless',
      screen: 'login-passwordless-email-code',
    },
    'promptScreens/login-passwordless|login-passwordless-sms-otp': {
      prompt: 'login-passwordless',
      screen: 'login-passwordless-sms-otp',
      rendering_mode: 'advanced',
    },
  });
});

test('what is no screen is told at its place', async () => {
  const head = 'prompts:\n  screenRenderers:\n';
  expect(await findProblemCodes(`${head}    - login-id: 3\n`)).toEqual(['wrong-type 3:17']);
  expect(await findProblemCodes(`${head}    - login-id: { nowhere: { rendering_mode: standard } }\n`)).toEqual([
    'warning unknown-value 3:19',
  ]);
  expect(await findProblemCodes(`${head}    - { screen: login-id, rendering_mode: standard }\n`)).toEqual(['missing-field 3:9']);
});

const crew = 'userAttributeProfiles:\n  - name: Crew\n    user_attributes:\n';

test('a map that is written as a list', async () => {
  const item = '      - { name: email, description: E-mail, required: true, label: Mail }\n';
  expect(await loadFields(crew + item)).toMatchObject({
    'userAttributeProfiles/Crew': {
      user_attributes: { email: { description: 'E-mail', label: 'Mail', auth0_mapping: 'email', profile_required: true } },
    },
  });
  expect(await findProblemCodes(crew + item)).toEqual([]);
});

test('a list whose items cannot be told apart is no map', async () => {
  const item = '      - { name: email, description: E-mail, required: true }\n';
  expect(await findProblemCodes(crew + item + item)).toContain('wrong-type 4:7');
  expect(await findProblemCodes(`${crew}      - { description: E-mail, required: true }\n`)).toContain('wrong-type 4:7');
});

test('another spelling gives way to the field itself', async () => {
  const types = 'guardianPhoneFactorMessageTypes: { message-types: [sms], message_types: [voice] }\n';
  expect(await loadFields(types)).toEqual({ guardianPhoneFactorMessageTypes: { message_types: ['voice'] } });
  expect(await findProblemCodes(types)).toEqual(['warning wrong-value 1:36']);
  expect(await findProblemCodes('guardianPhoneFactorMessageTypes: { message-types: [sms] }\n')).toEqual([]);
});
