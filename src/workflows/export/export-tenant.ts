import { join } from 'node:path';
import { TOOL } from '../../disk/version.ts';
import type { Exported, ExportOptions } from '../../exporter/export-options.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { createFetchReporter } from '../plan/plan-definition.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';
import { openTenant, type TenantConnection, type TenantOptions } from '../tenant/open-tenant.ts';
import { type ExportTarget, resolveExportTarget } from './export-target.ts';
import { findUnavailableTypes, findUnknownTypes, refuseLookedUpTypes } from './unknown-types.ts';
import { writeExportFiles } from './write-export.ts';

export interface ExportInput {
  readonly tenant: TenantOptions;
  /** A YAML file (with long texts in files next to it) or a folder. Undefined: nothing is written, and everything must fit in one file. */
  readonly out?: string;
  /** Also write values that Auth0 fills in by default. */
  readonly full?: boolean;
  /** Names of resource types. Undefined: all. */
  readonly types?: readonly string[];
  /** Overwrite existing files. */
  readonly force?: boolean;
}

export interface TenantExport extends Exported {
  /** Path of the main file. Undefined: nothing was written. */
  readonly writtenTo?: string;
}

/** Exports a tenant as a definition; a plan right afterwards is empty. Never writes to the tenant. */
export async function exportTenant(input: ExportInput, ports: WorkflowPorts): Promise<Outcome<TenantExport, readonly Problem[]>> {
  const catalogue = await getCatalogue(ports);
  const types = input.types ?? [];
  const known = catalogue.all.map(({ type }) => type);
  const refused = [...findUnknownTypes(types, known), ...refuseLookedUpTypes(types, catalogue)];
  if (refused.length > 0) return failWith(refused);
  const target = resolveExportTarget(input.out);
  const tenant = await openTenant(input.tenant, ports);
  if (!tenant.ok) return tenant;
  try {
    const exported = await readExport(input, target, tenant.value, ports);
    return exported.ok ? deliverExport(exported.value, target, input) : exported;
  } finally {
    await tenant.value.close();
  }
}

async function readExport(
  { types: only, full = false }: ExportInput,
  target: ExportTarget,
  { api }: TenantConnection,
  ports: WorkflowPorts,
): Promise<Outcome<Exported, readonly Problem[]>> {
  const catalogue = await getCatalogue(ports);
  const { fetchAll } = await import('../../fetcher/fetch-snapshot.ts');
  const { exportDefinition } = await import('../../exporter/export-definition.ts');
  const snapshot = await fetchAll(api, catalogue, createFetchReporter(ports), only);
  ports.progress.clear();
  const missing = snapshot.ok ? findUnavailableTypes(snapshot.value, only ?? []) : snapshot.error;
  if (!snapshot.ok || missing.length > 0) return failWith(missing);
  const identity = await api.identity();
  const options: ExportOptions = {
    tool: TOOL,
    layout: target.layout,
    main: target.main,
    full,
    schema: target.schema,
    ...omitUndefined({ only }),
    ...(identity.ok && identity.value.scopes ? { scopes: identity.value.scopes } : {}),
  };
  return succeed(exportDefinition(snapshot.value, catalogue, options));
}

function deliverExport(
  exported: Exported,
  target: ExportTarget,
  { out, force = false }: ExportInput,
): Outcome<TenantExport, readonly Problem[]> {
  if (out !== undefined) {
    const written = writeExportFiles(target.folder, exported.files, force);
    return written.ok ? succeed({ ...exported, writtenTo: join(target.folder, target.main) }) : failWith([written.error]);
  }
  const [, ...others] = exported.files;
  return others.length === 0 ? succeed(exported) : failWith([createOutRequiredProblem(others.map(({ path }) => path))]);
}

/** A text that looks like a file path cannot be inline: the loader would read that file instead. */
const createOutRequiredProblem = (paths: readonly string[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `Some texts of the tenant need separate files: ${paths.join(', ')}`,
  hint: 'Add --out tenant.yaml, or --out with a folder.',
});
