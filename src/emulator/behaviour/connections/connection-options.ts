import { getObjectMember, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { objectOf, pick, textOf, textsOf, without } from '../../engine/objects.ts';
import { SCOPE_FACTS, type ScopeFacts } from '../../facts/social-scopes.ts';
import { STRATEGIES } from '../../facts/strategies.ts';
import { databaseDefaults, databaseOnWrite, withIdentifierDefaults } from './database-options.ts';
import { withOidcMetadata } from './oidc-options.ts';
import { withSamlFindings } from './saml-options.ts';

/** Options of a new connection. */
export function createdOptions(strategy: string, sent: JsonObject, domain: string): JsonObject {
  const facts = STRATEGIES[strategy] ?? {};
  const defaults = strategy === 'auth0' ? databaseDefaults(sent) : {};
  const options = { ...defaults, ...facts.onCreate, ...sent };
  return computed(strategy, strategy === 'auth0' ? withIdentifierDefaults(options) : options, domain);
}

/** Options of a changed one: a PATCH replaces them whole, but for what the API found out itself. */
export function replacedOptions(strategy: string, sent: JsonObject, before: JsonObject, domain: string): JsonObject {
  const { survives = [], foundAgain } = STRATEGIES[strategy] ?? {};
  const found = foundAgain && Object.hasOwn(sent, foundAgain.by) ? foundAgain.found : [];
  return computed(strategy, { ...pick(before, [...survives, ...found]), ...sent }, domain);
}

function computed(strategy: string, options: JsonObject, domain: string): JsonObject {
  const filled = { ...STRATEGIES[strategy]?.onWrite, ...options };
  switch (strategy) {
    case 'auth0':
      return databaseOnWrite(filled);
    case 'oidc':
    case 'okta':
      return withOidcMetadata(filled);
    case 'samlp':
    case 'pingfederate':
      return withSamlFindings(filled);
    case 'waad':
      return withTenantOfMicrosoft(filled, domain);
    default:
      return withScope(filled, SCOPE_FACTS[strategy]);
  }
}

/** `scope` follows from the flags, unless none of them is used. */
function withScope(options: JsonObject, facts: ScopeFacts | undefined): JsonObject {
  if (facts === undefined) return options;
  const on = Object.fromEntries((facts.on ?? []).filter((flag) => flag !== 'openid').map((flag) => [flag, true]));
  const filled = { ...on, ...options };
  const isUsed = facts.flags.some(([flag]) => typeof getObjectMember(filled, flag) === 'boolean');
  if (facts.unlessSent === true && (!isUsed || Object.hasOwn(options, 'scope'))) return options;
  if (!isUsed && textsOf(filled, 'scope').length > 0) return filled;
  const scopes = facts.flags
    .filter(([flag]) => getObjectMember(filled, flag) === true || flag === 'openid')
    .map(([, scope]) => scope);
  return { ...filled, scope: joined(facts, facts.last === undefined ? scopes : [...scopes, facts.last]) };
}

const joined = (facts: ScopeFacts, scopes: readonly string[]): JsonValue =>
  facts.joinedBy === undefined ? scopes : scopes.join(facts.joinedBy);

/** The directory's certificates are known once its domain is; they are not fetched, so only their shape is right. */
function withTenantOfMicrosoft(options: JsonObject, domain: string): JsonObject {
  const common = {
    waad_common_endpoint:
      getObjectMember(options, 'useCommonEndpoint') === true || getObjectMember(options, 'waad_common_endpoint') === true,
  };
  if (textOf(options, 'domain') === '') return { ...options, ...common };
  return { thumbprints: ['61371e3b9209cb2a91ea3cc34b98806e97b8d89c'], app_domain: domain, ...options, ...common };
}

/** Database script secrets come back encrypted, in another form with every read. */
export function withCiphertext(options: JsonObject, cipher: () => string): JsonObject {
  const configuration = objectOf(options, 'configuration');
  if (Object.keys(configuration).length === 0) return options;
  return {
    ...without(options, ['configuration']),
    configuration: Object.fromEntries(Object.keys(configuration).map((name) => [name, cipher()])),
  };
}
