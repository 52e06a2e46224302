import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { createError, createWarning, type Finding } from '../findings.ts';

/** auth0-deploy-cli's configuration, as far as it says what a definition means. Its names and meanings are those of version 8.44. */
export interface DeployCliSettings {
  /** Values for markers. */
  readonly mappings: JsonObject;
  readonly types: readonly TypeExclusion[];
  readonly resources: readonly ResourceExclusion[];
  /** Whether that tool would delete what is not declared. */
  readonly deletes: boolean;
  /** The tenant that the config file is for. */
  readonly domain?: string;
  readonly findings: readonly Finding[];
}

/** Which top-level keys are read. */
export interface TypeExclusion {
  readonly setting: string;
  readonly names: readonly string[];
  readonly kind: 'all but' | 'only';
}

/** Which resources under a top-level key are left alone, by a field of theirs. */
export interface ResourceExclusion {
  readonly setting: string;
  readonly name: string;
  readonly field: string;
  readonly values: readonly JsonValue[];
  readonly kind: 'all but' | 'only';
}

type Env = Readonly<Record<string, string | undefined>>;

const TYPE_SETTINGS: Readonly<Record<string, TypeExclusion['kind']>> = {
  AUTH0_EXCLUDED: 'all but',
  AUTH0_EXCLUDED_DEFAULTS: 'all but',
  AUTH0_INCLUDED_ONLY: 'only',
};

const RESOURCE_SETTINGS: Readonly<Record<string, Pick<ResourceExclusion, 'name' | 'kind'>>> = {
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
export function readDeployCliSettings(config: JsonObject, env: Env): DeployCliSettings {
  const findings: Finding[] = [];
  const readSetting = (name: string): JsonValue | undefined => readFromEnv(env, name, findings) ?? getObjectMember(config, name);
  const readNames = (name: string): readonly string[] => parseNameList(name, readSetting(name), findings);
  const mappings = readSetting(MAPPINGS) ?? {};
  if (!isObject(mappings))
    findings.push(createSettingError(MAPPINGS, 'a map from markers to values; of a file that has them: --vars FILE'));
  for (const [first, second] of PAIRS)
    if (readNames(first).length > 0 && readNames(second).length > 0)
      findings.push(
        createError('wrong-value', undefined, `${first} and ${second} are both set`, { hint: 'Keep one of the two.' }),
      );
  const types = Object.entries(TYPE_SETTINGS).map(([setting, kind]) => ({ setting, kind, names: readNames(setting) }));
  const resources = Object.entries(RESOURCE_SETTINGS).map(([setting, choice]) => ({
    ...choice,
    setting,
    field: 'name',
    values: readNames(setting),
  }));
  const thirdParty = {
    setting: THIRD_PARTY,
    name: 'clients',
    field: 'is_first_party',
    values: [false],
    kind: 'all but',
  } as const;
  const domain = getObjectMember(config, DOMAIN);
  findings.push(...checkDomain(domain, env[DOMAIN]));
  return {
    mappings: isObject(mappings) ? mappings : {},
    types: types.filter((exclusion) => exclusion.names.length > 0),
    resources: [...resources.filter(({ values }) => values.length > 0), ...(isOn(readSetting(THIRD_PARTY)) ? [thirdParty] : [])],
    deletes: isOn(readSetting(DELETES)),
    ...parseDomain(domain),
    findings,
  };
}

/** A config file of one tenant beside the credentials of another is worth a second look. */
const checkDomain = (config: JsonValue | undefined, env: string | undefined): readonly Finding[] =>
  typeof config === 'string' && env && config !== '' && config !== env
    ? [
        createWarning(
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
function parseDomain(value: JsonValue | undefined): { readonly domain?: string } {
  const domain = typeof value === 'string' ? value.replace(/^https?:\/\/|\/+$/g, '') : '';
  return domain === '' ? {} : { domain };
}

const isOn = (value: JsonValue | undefined): boolean => value === true || value === 'true';

function readFromEnv(env: Env, name: string, findings: Finding[]): JsonValue | undefined {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  if (text === undefined || text === '') return undefined;
  try {
    const parsed: JsonValue = JSON.parse(text);
    return parsed;
  } catch {
    findings.push(createSettingError(name, 'JSON, such as ["clients", "roles"]'));
    return undefined;
  }
}

/** Empty names, which templates of config files have, name nothing. */
function parseNameList(name: string, value: JsonValue | undefined, findings: Finding[]): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isArray(value) && value.every((item) => typeof item === 'string')) return value.map(String).filter((item) => item !== '');
  findings.push(createSettingError(name, 'a list of names'));
  return [];
}

const createSettingError = (name: string, expected: string): Finding =>
  createError('wrong-value', undefined, `${name} cannot be read`, {
    expected,
    hint: "Correct it in auth0-deploy-cli's config file, or in the environment.",
  });

/** What that tool would do and tenon does not. */
export const checkDeleteSetting = ({ deletes }: DeployCliSettings, prune: readonly string[]): readonly Finding[] =>
  deletes && prune.length === 0
    ? [
        createWarning('setting-differs', undefined, `${DELETES} is set, and tenon deletes nothing for it`, {
          hint: 'What is not declared is deleted only where reconcile.prune names its type.',
        }),
      ]
    : [];
