import { getObjectMember, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { getObject, getString, getStrings, omit, pick } from '../../engine/json-objects.ts';
import { CONNECTION_STRATEGIES } from '../../facts/connection-strategies.ts';
import { SCOPE_FACTS, type ScopeFacts } from '../../facts/social-scopes.ts';
import { addIdentifierDefaults, buildDatabaseDefaults, fillDatabaseOptions } from './database-options.ts';
import { addOidcMetadata } from './oidc-options.ts';
import { addSamlMetadata } from './saml-options.ts';

/** Builds the options of a new connection: the request's with the API's defaults. */
export function buildCreatedOptions(strategy: string, sent: JsonObject, domain: string): JsonObject {
  const facts = CONNECTION_STRATEGIES[strategy] ?? {};
  const defaults = strategy === 'auth0' ? buildDatabaseDefaults(sent) : {};
  const options = { ...defaults, ...facts.onCreate, ...sent };
  return computeOptions(strategy, strategy === 'auth0' ? addIdentifierDefaults(options) : options, domain);
}

/** Builds the options after a PATCH, which replaces all of them except the members that the API computed. */
export function buildReplacedOptions(strategy: string, sent: JsonObject, before: JsonObject, domain: string): JsonObject {
  const { keptOnUpdate = [], rediscovered } = CONNECTION_STRATEGIES[strategy] ?? {};
  const found = rediscovered && Object.hasOwn(sent, rediscovered.by) ? rediscovered.found : [];
  return computeOptions(strategy, { ...pick(before, [...keptOnUpdate, ...found]), ...sent }, domain);
}

function computeOptions(strategy: string, options: JsonObject, domain: string): JsonObject {
  const filled = { ...CONNECTION_STRATEGIES[strategy]?.onWrite, ...options };
  switch (strategy) {
    case 'auth0':
      return fillDatabaseOptions(filled);
    case 'oidc':
    case 'okta':
      return addOidcMetadata(filled);
    case 'samlp':
    case 'pingfederate':
      return addSamlMetadata(filled);
    case 'waad':
      return addMicrosoftTenant(filled, domain);
    default:
      return addScope(filled, SCOPE_FACTS[strategy]);
  }
}

/** Computes `scope` from the scope flags, if the options have any. */
function addScope(options: JsonObject, facts: ScopeFacts | undefined): JsonObject {
  if (facts === undefined) return options;
  const on = Object.fromEntries((facts.defaultFlags ?? []).filter((flag) => flag !== 'openid').map((flag) => [flag, true]));
  const filled = { ...on, ...options };
  const isUsed = facts.flags.some(([flag]) => typeof getObjectMember(filled, flag) === 'boolean');
  if (facts.keepsSentScope === true && (!isUsed || Object.hasOwn(options, 'scope'))) return options;
  if (!isUsed && getStrings(filled, 'scope').length > 0) return filled;
  const scopes = facts.flags
    .filter(([flag]) => getObjectMember(filled, flag) === true || flag === 'openid')
    .map(([, scope]) => scope);
  return { ...filled, scope: joinScopes(facts, facts.finalScope === undefined ? scopes : [...scopes, facts.finalScope]) };
}

const joinScopes = (facts: ScopeFacts, scopes: readonly string[]): JsonValue =>
  facts.joinedBy === undefined ? scopes : scopes.join(facts.joinedBy);

/** Adds what the API fetches from Microsoft when a domain is set. The emulator fetches nothing: the thumbprint is a constant. */
function addMicrosoftTenant(options: JsonObject, domain: string): JsonObject {
  const common = {
    waad_common_endpoint:
      getObjectMember(options, 'useCommonEndpoint') === true || getObjectMember(options, 'waad_common_endpoint') === true,
  };
  if (getString(options, 'domain') === '') return { ...options, ...common };
  return { thumbprints: ['61371e3b9209cb2a91ea3cc34b98806e97b8d89c'], app_domain: domain, ...options, ...common };
}

/** Replaces the values of database script secrets by ciphertexts, which differ with every read. */
export function encryptConfiguration(options: JsonObject, makeCiphertext: () => string): JsonObject {
  const configuration = getObject(options, 'configuration');
  if (Object.keys(configuration).length === 0) return options;
  return {
    ...omit(options, ['configuration']),
    configuration: Object.fromEntries(Object.keys(configuration).map((name) => [name, makeCiphertext()])),
  };
}
