import { describe, expect, it } from 'vitest';
import { EMULATED_ENDPOINTS } from '../../src/emulator/emulated-endpoints.ts';
import { RequestSchemas } from '../../src/emulator/engine/validation/request-schemas.ts';
import { KNOWN_OPERATIONS } from '../../src/emulator/facts/known-operations.ts';
import { MANAGEMENT_SCOPES } from '../../src/emulator/facts/management-scopes.ts';

const ROUTES = EMULATED_ENDPOINTS.flatMap((resource) => resource.routes);
const formatEndpointName = (method: string, path: string): string => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;

/** Orders rather than contents: nothing is sent with them. */
const WITHOUT_BODY = /\/(deploy|verify|test|rekey|rotate|rotate-secret|reset|revoke|wrapping-key|versions|validate|keys)$/;

describe('the catalogue', () => {
  it('has every operation once', () => {
    const names = ROUTES.map((route) => formatEndpointName(route.method, route.path));
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it('has no operation that the API has not, but for those that only tools know', () => {
    const known = new Set(KNOWN_OPERATIONS.map(([method, path]) => formatEndpointName(method, path)));
    const strange = ROUTES.map((route) => formatEndpointName(route.method, route.path)).filter((name) => !known.has(name));
    expect(strange.sort()).toEqual([
      'PATCH /prompts/mfa-push',
      'PUT /guardian/factors/webauthn-platform/settings',
      'PUT /guardian/factors/webauthn-roaming/settings',
    ]);
  });

  it('demands scopes that the Management API has, or that users hold for themselves', () => {
    const scopes = new Set(MANAGEMENT_SCOPES.map((scope) => scope.value));
    const demanded = ROUTES.flatMap((route) =>
      route.scopes.map((scope) => `${scope} for ${formatEndpointName(route.method, route.path)}`),
    );
    expect(demanded.filter((line) => !scopes.has(line.split(' ')[0] ?? '') && !line.includes(':current_user'))).toEqual([]);
    expect(ROUTES.filter((route) => route.scopes.length === 0)).toEqual([]);
  });

  it('looks at every body that is sent', () => {
    const schemas = new RequestSchemas();
    const unseen = ROUTES.filter((route) => route.method !== 'GET' && route.method !== 'DELETE')
      .filter((route) => schemas.getOperation(route.method, route.path).body === undefined)
      .map((route) => formatEndpointName(route.method, route.path));
    expect(unseen.filter((name) => !WITHOUT_BODY.test(name))).toEqual([]);
  });
});
