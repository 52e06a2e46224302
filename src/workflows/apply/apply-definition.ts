import type { Loaded } from '../../loader/load-definition.ts';
import { listSecretValues } from '../../loader/substitute/secret-resolver.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type LoadFilesOptions, loadFiles } from '../definition/load-files.ts';
import { emitPlanEvents } from '../events/emit-events.ts';
import { getCatalogue } from '../ports.ts';
import { lockTenant } from '../tenant/lock-tenant.ts';
import { openTenant, type TenantConnection, type TenantOptions } from '../tenant/open-tenant.ts';
import { applyPlanned } from './apply-planned.ts';
import { type ApplyOutcome, type ApplyPlannedOptions, type ApplyPorts, failApply } from './apply-ports.ts';
import {
  createPlaceholderDefinition,
  type PlanSource,
  type PlanSourceOptions,
  planFromSource,
  resolvePlanSource,
} from './plan-source.ts';

export interface ApplyDefinitionInput extends ApplyPlannedOptions, PlanSourceOptions {
  readonly files: readonly string[];
  readonly loading?: LoadFilesOptions;
  readonly tenant: TenantOptions;
  /** Seconds to wait for another apply of this tenant. */
  readonly lockWait?: number;
}

/** Plans (or reads a saved plan, or resumes a run), asks for confirmation, and applies exactly that plan. */
export async function applyDefinition(input: ApplyDefinitionInput, ports: ApplyPorts): Promise<ApplyOutcome> {
  const source = await resolvePlanSource(input, ports.env);
  if (!source.ok) return failApply('refused', [source.error]);
  const files = source.value.saved?.files ?? input.files;
  const loaded = await loadForSource(source.value, files, input, ports);
  if (!loaded.ok) return failApply('failed', loaded.error);
  const tenant = await openTenant(input.tenant, ports, listSecretValues(loaded.value.definition));
  if (!tenant.ok) return failApply('failed', tenant.error);
  try {
    await ports.report(loaded.value.warnings);
    return await lockAndApply(input, { source: source.value, files, loaded: loaded.value, tenant: tenant.value }, ports);
  } finally {
    await tenant.value.close();
  }
}

/** A plan to a saved state (rollback, restore) has no definition files to load. */
async function loadForSource(
  { saved }: PlanSource,
  files: readonly string[],
  { loading }: ApplyDefinitionInput,
  ports: ApplyPorts,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  return saved && files.length === 0
    ? succeed(createPlaceholderDefinition(saved.plan, await getCatalogue(ports)))
    : loadFiles(files, { ...loading, catalogue: ports.catalogue }, ports.env);
}

interface ApplySubject {
  readonly source: PlanSource;
  readonly files: readonly string[];
  readonly loaded: Loaded;
  readonly tenant: TenantConnection;
}

async function lockAndApply(input: ApplyDefinitionInput, subject: ApplySubject, ports: ApplyPorts): Promise<ApplyOutcome> {
  const { source, files, loaded, tenant } = subject;
  const { saved, resumed } = source;
  const lock = await lockTenant(tenant, input, ports.progress);
  if (!lock.ok) return failApply(lock.error.code === 'tenant-locked' ? 'refused' : 'failed', [lock.error]);
  const planned = await planFromSource(source, loaded, tenant, input, ports);
  if (!planned.ok) return failApply(saved ? 'refused' : 'failed', planned.error);
  emitPlanEvents(ports.events, planned.value);
  const { lost } = lock.value;
  return applyPlanned(
    planned.value,
    {
      loaded,
      files,
      tenant,
      lost,
      ...omitUndefined({ resumes: resumed?.record.run, destination: saved?.destination }),
    },
    input,
    ports,
  );
}
