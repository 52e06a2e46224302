import { join, relative, resolve, sep } from 'node:path';
import { getSchemaUrl } from '../../disk/repository.ts';
import type { ExportedFile } from '../../exporter/export-options.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { DEFAULT_DEFINITION_FILE, DEFAULT_PROJECT_FILE } from '../defaults.ts';
import { exportTenant } from '../export/export-tenant.ts';
import { findSchemaReference } from '../export/schema-reference.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantOptions } from '../tenant/open-tenant.ts';
import { adoptDeployCliFiles, type MeaningDifference } from './adopt-deploy-cli.ts';
import { type CiSystem, renderPipeline } from './ci-files.ts';
import { EDITOR_FILES, extendGitignore, isTaken, type NewFiles, writeNewFiles } from './new-files.ts';
import { deriveEnvironmentName, renderProject } from './project-text.ts';
import { STARTER_DEFINITION } from './starter-definition.ts';

/** Where the definition of a new project comes from. */
export type InitSource =
  | { readonly kind: 'example' }
  | { readonly kind: 'tenant'; readonly tenant: TenantOptions }
  /** `files`: a YAML file or a directory of auth0-deploy-cli. They stay where they are. */
  | { readonly kind: 'deploy-cli'; readonly files: string; readonly config?: string };

export interface InitInput {
  /** The folder of the project. */
  readonly folder: string;
  readonly source: InitSource;
  readonly ci: CiSystem;
}

export interface InitializedProject extends NewFiles {
  readonly source: InitSource['kind'];
  /** The definition's file or folder, relative to the project. */
  readonly definition: string;
  /** Undefined: the tenant of the project is not known, and `tenon.yaml` has an example. */
  readonly domain?: string;
  /** Environment variables to set before the definition can be planned. */
  readonly secrets: readonly string[];
  /** Types whose undeclared resources are deleted. */
  readonly prune: readonly string[];
  readonly notes: readonly Problem[];
  readonly differences: readonly MeaningDifference[];
}

const EXAMPLE_DOMAIN = 'your-tenant.eu.auth0.com';

/** Makes a project: a definition, `tenon.yaml`, a pipeline, and what git and editors should know. Never overwrites a file. */
export async function initProject(
  input: InitInput,
  ports: WorkflowPorts,
): Promise<Outcome<InitializedProject, readonly Problem[]>> {
  const { folder, source, ci } = input;
  if (isTaken(join(folder, DEFAULT_PROJECT_FILE))) return failWith([PROJECT_EXISTS]);
  const begun = await beginDefinition(folder, source, ports);
  if (!begun.ok) return begun;
  const { definition, files = [], domain, prune = [], secrets = [], flags = [] } = begun.value;
  const environment = { name: deriveEnvironmentName(domain ?? EXAMPLE_DOMAIN), domain: domain ?? EXAMPLE_DOMAIN, prune };
  const written = writeNewFiles(folder, [
    ...files,
    ...renderPipeline(ci, { flags, secrets }),
    ...EDITOR_FILES,
    { path: DEFAULT_PROJECT_FILE, content: renderProject(definition, environment, getSchemaUrl('project.schema.json')) },
  ]);
  if (!written.ok) return failWith([written.error]);
  const ignored = extendGitignore(folder);
  return succeed({
    source: source.kind,
    written: [...(begun.value.written ?? []), ...written.value.written, ...(ignored === undefined ? [] : [ignored])],
    kept: [...(begun.value.kept ?? []), ...written.value.kept],
    definition,
    ...omitUndefined({ domain }),
    secrets,
    prune,
    notes: begun.value.notes ?? [],
    differences: begun.value.differences ?? [],
  });
}

const PROJECT_EXISTS: Problem = {
  code: 'output-unwritable',
  severity: 'error',
  message: `This folder is a project already: ${DEFAULT_PROJECT_FILE} exists`,
  hint: 'Run tenon plan. To begin again, move the file away first.',
};

interface BegunDefinition extends Partial<NewFiles> {
  readonly definition: string;
  readonly files?: readonly ExportedFile[];
  readonly domain?: string;
  readonly prune?: readonly string[];
  readonly secrets?: readonly string[];
  /** Flags that every command needs. */
  readonly flags?: readonly string[];
  readonly notes?: readonly Problem[];
  readonly differences?: readonly MeaningDifference[];
}

async function beginDefinition(
  folder: string,
  source: InitSource,
  ports: WorkflowPorts,
): Promise<Outcome<BegunDefinition, readonly Problem[]>> {
  const domain = parseDomain(ports.env.AUTH0_DOMAIN);
  switch (source.kind) {
    case 'deploy-cli':
      return beginFromDeployCli(folder, source, domain, ports);
    case 'tenant':
      return beginFromTenant(folder, source.tenant, domain, ports);
    case 'example': {
      const header = `# yaml-language-server: $schema=${findSchemaReference(folder)}\n`;
      const files = [{ path: DEFAULT_DEFINITION_FILE, content: header + STARTER_DEFINITION }];
      return succeed({ definition: DEFAULT_DEFINITION_FILE, files, ...omitUndefined({ domain }) });
    }
  }
}

/** `https://acme.eu.auth0.com/` is accepted for `acme.eu.auth0.com`, as everywhere. */
const parseDomain = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text.replace(/^https:\/\//, '').replace(/\/+$/, '');

/** A definition that is there already stays, and nothing is read from the tenant. */
async function beginFromTenant(
  folder: string,
  tenant: TenantOptions,
  domain: string | undefined,
  ports: WorkflowPorts,
): Promise<Outcome<BegunDefinition, readonly Problem[]>> {
  const begun = { definition: DEFAULT_DEFINITION_FILE, ...omitUndefined({ domain }) };
  const out = join(folder, DEFAULT_DEFINITION_FILE);
  if (isTaken(out)) return succeed({ ...begun, kept: [DEFAULT_DEFINITION_FILE] });
  const exported = await exportTenant({ tenant, out }, ports);
  if (!exported.ok) return exported;
  const { files, secrets, notes } = exported.value;
  return succeed({ ...begun, written: files.map(({ path }) => path), secrets: secrets.map(({ name }) => name), notes });
}

async function beginFromDeployCli(
  folder: string,
  { files, config }: InitSource & { readonly kind: 'deploy-cli' },
  domain: string | undefined,
  ports: WorkflowPorts,
): Promise<Outcome<BegunDefinition, readonly Problem[]>> {
  const paths = [files, ...(config === undefined ? [] : [config])].map((path) => toProjectPath(folder, path));
  const outside = paths.find((path) => path.startsWith('../') || path === '..');
  if (outside !== undefined) return failWith([createOutsideProblem(outside)]);
  const adopted = await adoptDeployCliFiles(files, config, ports);
  if (!adopted.ok) return adopted;
  const [definition = '', configPath] = paths;
  return succeed({
    definition,
    kept: [definition],
    ...omitUndefined({ domain: domain ?? parseDomain(adopted.value.domain) }),
    prune: adopted.value.prune,
    flags: configPath === undefined ? [] : [`--config=${configPath}`],
    differences: adopted.value.differences,
  });
}

const toProjectPath = (folder: string, path: string): string =>
  relative(resolve(folder), resolve(path)).replaceAll(sep, '/') || '.';

const createOutsideProblem = (path: string): Problem => ({
  code: 'file-outside-root',
  severity: 'error',
  message: `${path} is outside of this folder`,
  hint: 'Run tenon init in a folder above the files: a project reads nothing outside of its own folder.',
});
