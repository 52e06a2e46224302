import { TOOL } from '../../disk/version.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { CHECK_FORMAT, type CheckReport } from '../../model/check-report.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Knowledge } from '../../posture/judge/select-subjects.ts';
import type { TenantView } from '../../posture/tenant-view.ts';
import { createFetchReporter } from '../plan/plan-definition.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { locateFinding } from './locate-finding.ts';
import { loadPosture } from './posture-facts.ts';

export interface CheckInput {
  readonly loaded: Loaded;
  /** Files of the definition, as the report names them. */
  readonly files: readonly string[];
  /** The tenant to judge. Undefined: the definition alone, offline. */
  readonly tenant?: TenantConnection;
}

type CheckPorts = Pick<WorkflowPorts, 'now' | 'events' | 'progress'>;

/** Judges a definition, or a tenant with what its definition accepts, by the posture rules. Read-only. */
export async function checkDefinition(
  { loaded, files, tenant }: CheckInput,
  ports: CheckPorts,
): Promise<Outcome<CheckReport, readonly Problem[]>> {
  if (!tenant) {
    const { viewDefinition } = await import('../../posture/view/view-definition.ts');
    return succeed(await buildReport(viewDefinition(loaded.definition, loaded.catalogue), 'declared', { loaded, files }, ports));
  }
  const snapshot = await readJudgedTypes(loaded, tenant, ports);
  if (!snapshot.ok) return snapshot;
  const { viewSnapshot } = await import('../../posture/view/view-plan.ts');
  const view = viewSnapshot(snapshot.value, loaded.catalogue, loaded.definition);
  return succeed({
    ...(await buildReport(view, 'effective', { loaded, files }, ports)),
    tenant: snapshot.value.tenant,
  });
}

/** Reads the types that rules ask about, each as a whole. What the token may not see is not judged. */
async function readJudgedTypes(
  { catalogue }: Loaded,
  { api }: TenantConnection,
  ports: CheckPorts,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { rules } = await loadPosture();
  const names = new Set(rules.flatMap(({ types, reads = [] }) => [...types, ...reads]));
  const { fetchAll } = await import('../../fetcher/fetch-snapshot.ts');
  const only = catalogue.all.filter(({ type }) => names.has(type)).map(({ type }) => type);
  const fetched = await fetchAll(api, catalogue, createFetchReporter(ports), only);
  ports.progress.clear();
  return fetched;
}

async function buildReport(
  view: TenantView,
  knowledge: Knowledge,
  { loaded, files }: Pick<CheckInput, 'loaded' | 'files'>,
  { now }: CheckPorts,
): Promise<CheckReport> {
  const { rules, judge } = await loadPosture();
  const { policy } = loaded.definition;
  const { findings, notJudged, problems } = judge(view, { policy, now: now(), knowledge });
  const found = new Set(findings.map(({ rule }) => rule));
  return {
    format: CHECK_FORMAT,
    tool: TOOL,
    files,
    environment: policy.environment,
    ...omitUndefined({ profile: policy.profile }),
    rules: rules.length,
    findings: findings.map((finding) => locateFinding(finding, loaded)),
    takeovers: rules.filter(({ id, takeover }) => takeover && found.has(id)).map(({ id }) => id),
    notJudged,
    problems,
  };
}
