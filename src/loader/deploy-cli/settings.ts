import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { caution, type Finding, mistake } from '../findings.ts';

/** auth0-deploy-cli's configuration, as far as it says what a definition means. Its names and meanings are those of version 8.44. */
export interface Settings {
  /** Values for markers. */
  readonly mappings: JsonObject;
  readonly types: readonly TypeChoice[];
  readonly resources: readonly ResourceChoice[];
  /** Whether that tool would delete what is not declared. */
  readonly deletes: boolean;
  /** The tenant that the config file is for. */
  readonly domain?: string;
  readonly findings: readonly Finding[];
}

/** Which top-level keys are read. */
export interface TypeChoice {
  readonly setting: string;
  readonly names: readonly string[];
  readonly kind: 'all but' | 'only';
}

/** Which resources under a top-level key are left alone, by a field of theirs. */
export interface ResourceChoice {
  readonly setting: string;
  readonly name: string;
  readonly field: string;
  readonly values: readonly JsonValue[];
  readonly kind: 'all but' | 'only';
}

type Env = Readonly<Record<string, string | undefined>>;

const TYPES: Readonly<Record<string, TypeChoice['kind']>> = {
  AUTH0_EXCLUDED: 'all but',
  AUTH0_EXCLUDED_DEFAULTS: 'all but',
  AUTH0_INCLUDED_ONLY: 'only',
};

const RESOURCES: Readonly<Record<string, Pick<ResourceChoice, 'name' | 'kind'>>> = {
  AUTH0_EXCLUDED_CLIENTS: { name: 'clients', kind: 'all but' },
  AUTH0_EXCLUDED_CONNECTIONS: { name: 'connections', kind: 'all but' },
  AUTH0_EXCLUDED_DATABASES: { name: 'databases', kind: 'all but' },
  AUTH0_EXCLUDED_RESOURCE_SERVERS: { name: 'resourceServers', kind: 'all but' },
  AUTH0_INCLUDED_CONNECTIONS: { name: 'connections', kind: 'only' },
};

const MAPPINGS = 'AUTH0_KEYWORD_REPLACE_MAPPINGS';
const THIRD_PARTY = 'AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS';
const DOMAIN = 'AUTH0_DOMAIN';
const DELETES = 'AUTH0_ALLOW_DELETE';
/** That tool refuses both of a pair as well. */
const PAIRS = [
  ['AUTH0_EXCLUDED', 'AUTH0_INCLUDED_ONLY'],
  ['AUTH0_EXCLUDED_CONNECTIONS', 'AUTH0_INCLUDED_CONNECTIONS'],
] as const;

/** From its config file and from the environment, which wins; there a list or a map is written as JSON. */
export function settingsOf(config: JsonObject, env: Env): Settings {
  const findings: Finding[] = [];
  const value = (name: string): JsonValue | undefined => fromEnv(env, name, findings) ?? member(config, name);
  const names = (name: string): readonly string[] => listIn(name, value(name), findings);
  const mappings = value(MAPPINGS) ?? {};
  if (!isObject(mappings)) findings.push(wrong(MAPPINGS, 'a map from markers to values; of a file that has them: --vars FILE'));
  for (const [one, other] of PAIRS)
    if (names(one).length > 0 && names(other).length > 0)
      findings.push(mistake('wrong-value', undefined, `${one} and ${other} are both set`, { hint: 'Keep one of the two.' }));
  const types = Object.entries(TYPES).map(([setting, kind]) => ({ setting, kind, names: names(setting) }));
  const resources = Object.entries(RESOURCES).map(([setting, choice]) => ({
    ...choice,
    setting,
    field: 'name',
    values: names(setting),
  }));
  const thirdParty = {
    setting: THIRD_PARTY,
    name: 'clients',
    field: 'is_first_party',
    values: [false],
    kind: 'all but',
  } as const;
  const domain = member(config, DOMAIN);
  findings.push(...ofDomain(domain, env[DOMAIN]));
  return {
    mappings: isObject(mappings) ? mappings : {},
    types: types.filter((choice) => choice.names.length > 0),
    resources: [...resources.filter(({ values }) => values.length > 0), ...(isOn(value(THIRD_PARTY)) ? [thirdParty] : [])],
    deletes: isOn(value(DELETES)),
    ...domainIn(domain),
    findings,
  };
}

/** A config file of one tenant beside the credentials of another is worth a second look. */
const ofDomain = (config: JsonValue | undefined, env: string | undefined): readonly Finding[] =>
  typeof config === 'string' && env && config !== '' && config !== env
    ? [
        caution(
          'setting-differs',
          undefined,
          `The config file is for ${config}, and ${DOMAIN} says ${env}: the environment counts`,
          {
            hint: 'Check that both are meant for the same tenant.',
          },
        ),
      ]
    : [];

/** `acme.example.com`, however it is written. */
function domainIn(value: JsonValue | undefined): { readonly domain?: string } {
  const domain = typeof value === 'string' ? value.replace(/^https?:\/\/|\/+$/g, '') : '';
  return domain === '' ? {} : { domain };
}

const isOn = (value: JsonValue | undefined): boolean => value === true || value === 'true';

function fromEnv(env: Env, name: string, findings: Finding[]): JsonValue | undefined {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  if (text === undefined || text === '') return undefined;
  try {
    const parsed: JsonValue = JSON.parse(text);
    return parsed;
  } catch {
    findings.push(wrong(name, 'JSON, such as ["clients", "roles"]'));
    return undefined;
  }
}

/** Empty names, which templates of config files have, name nothing. */
function listIn(name: string, value: JsonValue | undefined, findings: Finding[]): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isArray(value) && value.every((item) => typeof item === 'string')) return value.map(String).filter((item) => item !== '');
  findings.push(wrong(name, 'a list of names'));
  return [];
}

const wrong = (name: string, expected: string): Finding =>
  mistake('wrong-value', undefined, `${name} cannot be read`, {
    expected,
    hint: "Correct it in auth0-deploy-cli's config file, or in the environment.",
  });

/** What that tool would do and tenon does not. */
export const ofDeletes = ({ deletes }: Settings, prune: readonly string[]): readonly Finding[] =>
  deletes && prune.length === 0
    ? [
        caution('setting-differs', undefined, `${DELETES} is set, and tenon deletes nothing for it`, {
          hint: 'What is not declared is deleted only where reconcile.prune names its type.',
        }),
      ]
    : [];
