// What the tests of this folder share. They are started by scripts/interop.mjs, which runs the emulator and says where it is.
import assert from 'node:assert/strict';

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run these tests with npm run interop`);
  return value;
};

export const url = need('EMULATOR_URL');
export const tenant = {
  domain: new URL(url).host,
  clientId: need('EMULATOR_CLIENT_ID'),
  clientSecret: need('EMULATOR_CLIENT_SECRET'),
};

const control = (path, init) => fetch(`${url}/_emulator/${path}`, init);

export async function reset() {
  const answer = await control('reset', { method: 'POST' });
  assert.equal(answer.status, 204);
}

export const requests = async () => (await control('requests')).json();

/** What the emulator did not do for a client that knows the real API. Nothing but reads of what is not set up may be in it. */
export async function refused() {
  const bad = (await requests()).filter(({ status }) => status >= 400);
  return bad.map(({ method, path, status, body }) => `${status} ${method} ${path} ${JSON.stringify(body)}`);
}

/** A singleton that nobody has set up answers 404: the clients know that. */
export const NOT_SET_UP =
  /^404 GET \/api\/v2\/(emails\/provider|email-templates\/\w+|branding\/themes\/default|branding\/templates\/universal-login|connections\/\w+\/scim-configuration) /;
