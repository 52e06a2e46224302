// What the reader of the SDK's types finds in a small SDK of the same make.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const READER = fileURLToPath(new URL('./api-drift/read-sdk.mjs', import.meta.url));
const sdk = mkdtempSync(join(tmpdir(), 'tenon-sdk-'));
after(() => rmSync(sdk, { recursive: true, force: true }));

const API = 'dist/cjs/management/api';
const FILES = {
  'package.json': '{ "version": "9.9.9" }',
  [`${API}/index.d.ts`]: 'export * from "./requests.js";',
  [`${API}/requests.d.ts`]: `
    export declare const Color: { readonly Red: "red"; readonly Blue: "blue" };
    export type Color = (typeof Color)[keyof typeof Color];
    export interface Button { text: string; "a.b"?: number }
    export interface CreateBadgeRequestContent { name: string; color?: Color | null; buttons?: Button[]; any?: Record<string, unknown> }
    export interface CreateBadgeRequestContentGold { kind: "gold"; karat?: number }
  `,
  [`${API}/resources/badges/client/Client.d.ts`]: `
    export declare class BadgesClient {
      create(group: Management.Color, request: Management.CreateBadgeRequestContent | null, requestOptions?: unknown): Promise<void>;
      list(request?: Management.ListBadges): Promise<void>;
    }
  `,
  [`${API}/resources/badges/client/Client.js`]: `
class BadgesClient {
    list() {
        return (0, handleNonStatusCodeError_js_1.handleNonStatusCodeError)(_response.error, _response.rawResponse, "GET", "/badges");
    }
    __create(request) {
        return (0, handleNonStatusCodeError_js_1.handleNonStatusCodeError)(_response.error, _response.rawResponse, "POST", "/badges/{group}");
    }
}
`,
};
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(sdk, name)), { recursive: true });
  writeFileSync(join(sdk, name), text);
}

test('operations come with the fields, values and kinds of their requests', () => {
  const { version, operations } = JSON.parse(execFileSync(process.execPath, [READER, sdk], { encoding: 'utf8' }));
  assert.equal(version, '9.9.9');
  assert.deepEqual(operations, [
    { method: 'GET', path: '/badges' },
    {
      method: 'POST',
      path: '/badges/{group}',
      parameters: { group: ['blue', 'red'] },
      request: 'CreateBadgeRequestContent',
      fields: {
        name: { required: true },
        color: { values: ['blue', 'red'], nullable: true },
        buttons: {},
        'buttons[].text': { required: true },
        'buttons[].a%2Eb': {},
        any: {},
      },
      kinds: [{ when: { kind: 'gold' }, fields: { kind: { values: ['gold'], required: true }, karat: {} } }],
    },
  ]);
});
