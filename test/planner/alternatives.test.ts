import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { getOnlyOperation, planOrFail } from './plan-helpers.ts';

/** The one update that makes the live resource what is declared: what it shows, and what it sends. */
function planUpdate(type: string, id: string, now: JsonObject, wanted: JsonObject) {
  const { changes, requests } = getOnlyOperation(
    planOrFail(createDefinition([declareResource(type, wanted)]), createSnapshot({ [type]: [createLiveResource(id, now)] })),
  );
  const shown = changes.map(({ op, path }) => `${op} ${path}`);
  return { shown, body: requests.at(-1)?.body };
}

const buildRule = (rest: JsonObject) => ({
  id: 'acl',
  description: 'Edge',
  active: true,
  priority: 3,
  rule: { scope: 'tenant', ...rest },
});

describe('a declared member takes the place of the live one that cannot stay beside it', () => {
  it('actions of a network rule, and criteria that are not declared any more', () => {
    const now = buildRule({ action: { log: true }, match: { asns: [64500], geo_country_codes: ['XX'] } });
    const wanted = buildRule({ action: { block: true }, match: { asns: [64500] } });
    const { shown, body } = planUpdate('networkACLs', 'acl', now, wanted);
    expect(shown).toContain('remove /rule/action/log');
    expect(shown).toContain('remove /rule/match/geo_country_codes');
    expect(body).toMatchObject({ rule: { action: { block: true }, match: { asns: [64500] } } });
    expect(JSON.stringify(body)).not.toMatch(/log|geo_country_codes/);
  });

  it('match by its opposite', () => {
    const now = buildRule({ action: { redirect: true, redirect_uri: 'https://acme.test/no' }, match: { asns: [1] } });
    const { body } = planUpdate('networkACLs', 'acl', now, buildRule({ action: { block: true }, not_match: { asns: [1] } }));
    expect(body).toMatchObject({ rule: { action: { block: true }, not_match: { asns: [1] } } });
    expect(JSON.stringify(body)).not.toMatch(/redirect|"match"/);
  });

  it('both ways between the old and the new form of password rules', () => {
    const old = { passwordPolicy: 'fair', password_history: { enable: true, size: 5 }, disable_signup: true };
    const now = { id: 'con', name: 'db', strategy: 'auth0', options: old };
    const toNew = planUpdate('connections', 'con', now, {
      name: 'db',
      strategy: 'auth0',
      options: { password_options: { history: { active: true, size: 5 } } },
    });
    expect(toNew.shown).toContain('remove /options/passwordPolicy');
    expect(toNew.body).toEqual({
      options: { disable_signup: true, password_options: { history: { active: true, size: 5 } } },
    });
    const back = planUpdate(
      'connections',
      'con',
      { ...now, options: { password_options: { history: { active: true, size: 5 } } } },
      { name: 'db', strategy: 'auth0', options: { passwordPolicy: 'fair' } },
    );
    expect(back.body).toEqual({ options: { passwordPolicy: 'fair' } });
  });

  it('by value, where only one value excludes the other member', () => {
    const grant = { id: 'cgr', client_id: 'app', audience: 'https://api/', scope: ['read:x'] };
    const key = { client_id: 'app', audience: 'https://api/' };
    const all = planUpdate('clientGrants', 'cgr', grant, { ...key, allow_all_scopes: true });
    expect(all.body).toEqual({ allow_all_scopes: true, scope: null });
    const none = planUpdate('clientGrants', 'cgr', { ...grant, scope: ['read:x'] }, { ...key, allow_any_organization: true });
    expect(none.body).toEqual({ allow_any_organization: true });
  });

  it('not what is declared, nor what is empty', () => {
    const profile = { id: 'ssp', name: 'P', user_attributes: [], user_attribute_profile_id: 'uap_1' };
    const wanted = { name: 'P', user_attributes: [{ name: 'mail', description: 'Mail', is_optional: false }] };
    const { shown, body } = planUpdate('selfServiceProfiles', 'ssp', profile, wanted);
    expect(shown).toContain('remove /user_attribute_profile_id');
    expect(body).toMatchObject({ user_attribute_profile_id: null });
  });
});

describe('null', () => {
  const client = { client_id: 'c', name: 'App', fedcm_login: { google: { is_enabled: true } } };
  const refresh = { rotation_type: 'rotating', expiration_type: 'expiring', policies: [{ audience: 'a', scope: ['s'] }] };

  it('is sent where nobody knows whether the API merges, and it takes null', () => {
    const { body } = planUpdate(
      'clients',
      'c',
      { ...client, refresh_token: refresh },
      { name: 'App', refresh_token: { policies: null } },
    );
    expect(body).toEqual({
      refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', policies: null },
    });
  });

  it('leaves a member out of what is replaced', () => {
    const samlp = { audience: 'https://a.test', recipient: 'https://b.test' };
    const { shown, body } = planUpdate(
      'clients',
      'c',
      { ...client, addons: { samlp } },
      { name: 'App', addons: { samlp: { recipient: null } } },
    );
    expect(shown).toEqual(['remove /addons/samlp/recipient']);
    expect(body).toEqual({ addons: { samlp: { audience: 'https://a.test' } } });
  });
});
