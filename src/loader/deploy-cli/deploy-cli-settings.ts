import { compareText } from '../../model/compare-text.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { ExclusionSetting } from '../../resources/resource-type.ts';
import { createError, createWarning, type LoadFinding } from '../findings.ts';

/** The settings of auth0-deploy-cli that affect a definition. Names and meanings are those of version 8.44. */
export interface DeployCliSettings {
  /** Values for markers. */
  readonly mappings: JsonObject;
  readonly types: readonly TypeExclusion[];
  readonly resources: readonly ResourceExclusion[];
  /** Whether auth0-deploy-cli would delete resources that are not declared. */
  readonly deletes: boolean;
  /** The tenant that the config file is for. */
  readonly domain?: string;
  readonly findings: readonly LoadFinding[];
}

/** Which top-level keys are read: `all but` those named, or `only` those. */
export interface TypeExclusion {
  readonly setting: string;
  readonly names: readonly string[];
  readonly kind: 'all but' | 'only';
}

/** Which resources under a top-level key are read: `all but` those with one of the values in a field, or `only` those. */
export interface ResourceExclusion {
  readonly setting: string;
  /** The top-level key. */
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

export const KEYWORD_MAPPINGS = 'AUTH0_KEYWORD_REPLACE_MAPPINGS';
const DOMAIN = 'AUTH0_DOMAIN';
const DELETES = 'AUTH0_ALLOW_DELETE';

/** Reads the settings from the config file and from the environment, which overrides it and has lists and maps as JSON. */
export function readDeployCliSettings(config: JsonObject, env: Env, catalogue: Catalogue): DeployCliSettings {
  const findings: LoadFinding[] = [];
  const readSetting = (name: string): JsonValue | undefined => readFromEnv(env, name, findings) ?? getObjectMember(config, name);
  const readNames = (name: string): readonly string[] => parseNameList(name, readSetting(name), findings);
  const mappings = readSetting(KEYWORD_MAPPINGS) ?? {};
  if (!isObject(mappings))
    findings.push(createSettingError(KEYWORD_MAPPINGS, 'a map of markers to values (to read them from a file, use --vars FILE)'));
  const known = listResourceSettings(catalogue);
  for (const [first, second] of listConflicts(known))
    if (readNames(first).length > 0 && readNames(second).length > 0)
      findings.push(
        createError('wrong-value', undefined, `${first} and ${second} are both set`, { hint: 'Remove one of them.' }),
      );
  const types = Object.entries(TYPE_SETTINGS).map(([setting, kind]) => ({ setting, kind, names: readNames(setting) }));
  const resources = known.map(({ setting, name, kind, when }): ResourceExclusion => {
    if (!when) return { setting, name, kind, field: 'name', values: readNames(setting) };
    return { setting, name, kind, field: when.field, values: isOn(readSetting(setting)) ? [when.value] : [] };
  });
  const domain = getObjectMember(config, DOMAIN);
  findings.push(...checkDomain(domain, env[DOMAIN]));
  return {
    mappings: isObject(mappings) ? mappings : {},
    types: types.filter((exclusion) => exclusion.names.length > 0),
    resources: resources.filter(({ values }) => values.length > 0),
    deletes: isOn(readSetting(DELETES)),
    ...parseDomain(domain),
    findings,
  };
}

interface ResourceSetting extends ExclusionSetting {
  /** The top-level key. */
  readonly name: string;
}

/** Lists the settings that exclude resources, by name, and after them those that are switches. */
function listResourceSettings({ all }: Catalogue): readonly ResourceSetting[] {
  const settings = all
    .flatMap((type) => [type, ...(type.aliases ?? [])])
    .flatMap(({ type: name, deployCli }) => (deployCli?.exclusions ?? []).map((exclusion) => ({ ...exclusion, name })))
    .sort((a, b) => compareText(a.setting, b.setting));
  return [...settings.filter(({ when }) => !when), ...settings.filter(({ when }) => when)];
}

/** Lists the settings that exclude each other. auth0-deploy-cli refuses them too. */
const listConflicts = (settings: readonly ResourceSetting[]): readonly (readonly [string, string])[] => [
  ['AUTH0_EXCLUDED', 'AUTH0_INCLUDED_ONLY'],
  ...settings.flatMap(({ setting, name, kind, when }) =>
    kind === 'all but' && !when
      ? settings.filter((other) => other.name === name && other.kind === 'only').map((other) => [setting, other.setting] as const)
      : [],
  ),
];

/** Warns if the config file is for another tenant than the credentials in the environment. */
const checkDomain = (config: JsonValue | undefined, env: string | undefined): readonly LoadFinding[] =>
  typeof config === 'string' && env && config !== '' && config !== env
    ? [
        createWarning(
          'setting-differs',
          undefined,
          `The config file is for ${config}, but ${DOMAIN} is ${env}: the environment variable is used`,
          {
            hint: 'Check that both are meant for the same tenant.',
          },
        ),
      ]
    : [];

/** Normalizes a domain to `acme.example.com`, without scheme and trailing slashes. */
function parseDomain(value: JsonValue | undefined): { readonly domain?: string } {
  const domain = typeof value === 'string' ? value.replace(/^https?:\/\/|\/+$/g, '') : '';
  return domain === '' ? {} : { domain };
}

const isOn = (value: JsonValue | undefined): boolean => value === true || value === 'true';

function readFromEnv(env: Env, name: string, findings: LoadFinding[]): JsonValue | undefined {
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

/** Parses a list of names. Empty names, which come from config file templates, are dropped. */
function parseNameList(name: string, value: JsonValue | undefined, findings: LoadFinding[]): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isArray(value) && value.every((item) => typeof item === 'string')) return value.map(String).filter((item) => item !== '');
  findings.push(createSettingError(name, 'a list of names'));
  return [];
}

const createSettingError = (name: string, expected: string): LoadFinding =>
  createError('wrong-value', undefined, `${name} is not valid`, {
    expected,
    hint: "Correct it in auth0-deploy-cli's config file or in the environment.",
  });

/** Warns that `AUTH0_ALLOW_DELETE` does not make tenon delete anything. */
export const checkDeleteSetting = ({ deletes }: DeployCliSettings, prune: readonly string[]): readonly LoadFinding[] =>
  deletes && prune.length === 0
    ? [
        createWarning('setting-differs', undefined, `tenon ignores ${DELETES} and deletes nothing`, {
          hint: 'To delete resources that are not declared, list their types in reconcile.prune.',
        }),
      ]
    : [];
