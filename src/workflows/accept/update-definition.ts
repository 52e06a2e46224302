import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type LoadFilesOptions, loadFiles } from '../definition/load-files.ts';
import { detectDrift } from '../drift/detect-drift.ts';
import { openTenant, type TenantOptions } from '../tenant/open-tenant.ts';
import { type AcceptedDrift, type AcceptPorts, acceptDrift } from './accept-drift.ts';

export interface UpdateDefinitionInput {
  readonly files: readonly string[];
  readonly loading: LoadFilesOptions;
  readonly tenant: TenantOptions;
  readonly includeUnapplied: boolean;
}

/** Writes everything that differs in the tenant into the files of a definition. Never writes to the tenant. */
export async function updateDefinition(
  { files, loading, tenant: tenantOptions, includeUnapplied }: UpdateDefinitionInput,
  ports: AcceptPorts,
): Promise<Outcome<AcceptedDrift, readonly Problem[]>> {
  const options = { ...loading, catalogue: ports.catalogue };
  const loaded = await loadFiles(files, options, ports.env);
  if (!loaded.ok) return loaded;
  const tenant = await openTenant(tenantOptions, ports);
  if (!tenant.ok) return tenant;
  try {
    await ports.report(loaded.value.warnings);
    const detected = await detectDrift({ loaded: loaded.value, files, tenant: tenant.value }, ports);
    if (!detected.ok) return failWith(detected.error);
    const { drift, snapshot } = detected.value;
    await ports.report(drift.notes);
    const reload = (texts: ReadonlyMap<string, string>) => loadFiles(files, { ...options, texts }, ports.env);
    return await acceptDrift({ loaded: loaded.value, files, snapshot, reload, drift, only: true, includeUnapplied }, ports);
  } finally {
    await tenant.value.close();
  }
}
