import { readTextFile } from '../../disk/read-regular-file.ts';
import { groupBy } from '../../model/group-by.ts';
import { isObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { canDelete } from '../../resources/resource-type.ts';
import { loadFiles } from '../definition/load-files.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';

/** What auth0-deploy-cli's files mean here. */
export interface AdoptedFiles {
  /** The tenant that the config file is for. */
  readonly domain?: string;
  /** Types whose undeclared resources auth0-deploy-cli deletes with `AUTH0_ALLOW_DELETE`. */
  readonly prune: readonly string[];
  /** What tenon does differently with these files, one problem for each kind, and how often. */
  readonly differences: readonly MeaningDifference[];
}

export interface MeaningDifference {
  readonly count: number;
  readonly example: Problem;
}

/** Loads auth0-deploy-cli's files, in either of its formats, to find out what they mean. Neither they nor the config file are changed. */
export async function adoptDeployCliFiles(
  files: string,
  config: string | undefined,
  ports: WorkflowPorts,
): Promise<Outcome<AdoptedFiles, readonly Problem[]>> {
  const loaded = await loadFiles(
    [files],
    { config, secretsOptional: true, catalogue: ports.catalogue, now: ports.now() },
    ports.env,
  );
  if (!loaded.ok) return failWith(loaded.error);
  const { definition, warnings } = loaded.value;
  const settings = config === undefined ? {} : readSettings(config);
  const deletes = String(ports.env.AUTH0_ALLOW_DELETE ?? settings.AUTH0_ALLOW_DELETE) === 'true';
  const catalogue = await getCatalogue(ports);
  const declared = new Set(definition.declared.map(({ type }) => type));
  const prune = catalogue.all.filter((type) => declared.has(type.type) && canDelete(type)).map(({ type }) => type);
  const domain = settings.AUTH0_DOMAIN;
  return succeed({
    ...(typeof domain === 'string' && domain !== '' ? { domain } : {}),
    prune: deletes ? prune : [],
    differences: groupByCode(warnings.filter(({ code }) => !(deletes && code === 'setting-differs'))),
  });
}

const groupByCode = (warnings: readonly Problem[]): readonly MeaningDifference[] =>
  [...groupBy(warnings, ({ code }) => code).values()].flatMap(([example, ...others]) =>
    example ? [{ count: others.length + 1, example }] : [],
  );

/** Reads the config file again: it has just been loaded, so that it is an object. */
function readSettings(config: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(readTextFile(config).replace(/^\uFEFF/, ''));
  return isObject(parsed) ? parsed : {};
}
