import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { checkDefinition } from '../check/check-definition.ts';
import { loadFiles } from '../definition/load-files.ts';
import { detectDrift } from '../drift/detect-drift.ts';
import { type PlanTenantOptions, planTenant } from '../plan/plan-tenant.ts';
import type { WorkflowPorts } from '../ports.ts';
import { openTenant, type TenantConnection } from '../tenant/open-tenant.ts';
import type { CacheOptions } from '../tenant/read-tenant.ts';
import { describeCheck, describeDrift, describePlan } from './row-facts.ts';
import { type DocumentOptions, getPlanFile, saveDocument, saveTenantPlan } from './save-documents.ts';
import type { JobOutcome, PreparedTenant, TenantJob } from './tenant-job.ts';

type Result = Promise<Outcome<JobOutcome, readonly Problem[]>>;

/** A verb that only reads sends no secrets, so it does not matter that they are missing. */
const isShownWarning = ({ code }: Problem): boolean => code !== 'secret-missing';

/** Validates the files of a tenant, offline. */
export const validateTenantFiles: TenantJob = async ({ files, loading }, { env }) => {
  const loaded = await loadFiles(files, { ...loading, secretsOptional: true }, env);
  return loaded.ok ? succeed({ state: 'valid', problems: loaded.value.warnings }) : loaded;
};

/** Judges the files of a tenant by the posture rules; with `isLive`, the tenant. */
export const createCheckJob =
  ({ isLive, out }: { readonly isLive: boolean } & DocumentOptions): TenantJob =>
  async (prepared, ports) => {
    const { name, files, loading } = prepared;
    const loaded = await loadFiles(files, { ...loading, secretsOptional: true }, ports.env);
    if (!loaded.ok) return loaded;
    await ports.report(loaded.value.warnings.filter(isShownWarning));
    const judge = async (tenant?: TenantConnection): Result => {
      const report = await checkDefinition({ loaded: loaded.value, files, ...omitUndefined({ tenant }) }, ports);
      if (!report.ok) return report;
      const document = saveDocument(out, `${name}.check.json`, report.value);
      if (!document.ok) return document;
      return succeed({ ...describeCheck(report.value), ...document.value, shown: { kind: 'check', report: report.value } });
    };
    return isLive ? useTenant(prepared, ports, judge) : judge();
  };

export type FleetPlanOptions = Omit<PlanTenantOptions, 'since' | 'earlier' | 'emulated'> & DocumentOptions;

/** Plans what an apply would change in a tenant. */
export const createPlanJob =
  ({ out, ...options }: FleetPlanOptions): TenantJob =>
  async (prepared, ports) => {
    const { name, files, loading, tenant } = prepared;
    const emulated = tenant.emulator !== undefined;
    const loaded = await loadFiles(files, loading, ports.env);
    if (!loaded.ok) return loaded;
    return useTenant(prepared, ports, async (connection) => {
      await ports.report(loaded.value.warnings.filter(isShownWarning));
      const planned = await planTenant(loaded.value, connection, { ...options, emulated }, ports);
      if (!planned.ok) return planned;
      const plan = planned.value;
      const document = out === undefined ? undefined : getPlanFile(out, name);
      const saved =
        document === undefined ? succeed(undefined) : saveTenantPlan(document, { plan, loaded: loaded.value, files }, ports);
      if (!saved.ok) return failWith([saved.error]);
      return succeed({ ...describePlan(plan), ...omitUndefined({ document }), shown: { kind: 'plan', plan } });
    });
  };

/** Compares a tenant with its definition. */
export const createDriftJob =
  ({ out, ...caching }: CacheOptions & DocumentOptions): TenantJob =>
  async (prepared, ports) => {
    const { name, files, loading } = prepared;
    const loaded = await loadFiles(files, { ...loading, secretsOptional: true }, ports.env);
    if (!loaded.ok) return loaded;
    return useTenant(prepared, ports, async (tenant) => {
      const detected = await detectDrift({ loaded: loaded.value, files, tenant, caching }, ports);
      if (!detected.ok) return detected;
      const { drift } = detected.value;
      await ports.report(loaded.value.warnings.filter(isShownWarning));
      const document = saveDocument(out, `${name}.drift.json`, drift);
      if (!document.ok) return document;
      return succeed({ ...describeDrift(drift), ...document.value, shown: { kind: 'drift', drift } });
    });
  };

async function useTenant(
  { tenant }: PreparedTenant,
  ports: WorkflowPorts,
  work: (connection: TenantConnection) => Result,
): Result {
  const opened = await openTenant(tenant, ports);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}
