import { fetchSnapshot } from '../../fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../fetcher/need/fetch-need.ts';
import { splitAddress, toAddress } from '../../model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource } from '../../model/definition/definition.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { createFetchReporter } from '../plan/plan-definition.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { findOutput, TENANT_DOMAIN } from './find-output.ts';
import { createUnknownTypeProblem } from './output-problems.ts';
import type { OutputRequest, OutputValue } from './output-value.ts';

/** Reads values of a tenant, with one list per resource type. On failure the error says of each value why there is none. Read-only. */
export async function readOutputs(
  requests: readonly OutputRequest[],
  { api }: TenantConnection,
  ports: WorkflowPorts,
): Promise<Outcome<readonly OutputValue[], readonly Problem[]>> {
  const catalogue = await getCatalogue(ports);
  const unknown = requests.filter(({ expression }) => !catalogue.get(getTypeName(expression)));
  if (unknown.length > 0) return failWith(unknown.map((request) => createUnknownTypeProblem(request, catalogue)));
  const resources = requests.filter(({ expression }) => expression !== TENANT_DOMAIN).flatMap(listCandidates);
  const declared = [...new Set(resources.map(({ type }) => type))].map((type) => ({ type }));
  const need = computeFetchNeed({ declared, resources, absent: [], policy: DEFAULT_POLICY, digest: '' }, catalogue);
  const snapshot = await fetchSnapshot(api, need, createFetchReporter(ports));
  ports.progress.clear();
  if (!snapshot.ok) return snapshot;
  const found = requests.map((request) => findOutput(request, snapshot.value, catalogue));
  const problems = found.flatMap((one) => (one.ok ? [] : [one.error]));
  return problems.length > 0 ? failWith(problems) : succeed(found.flatMap((one) => (one.ok ? [one.value] : [])));
}

/** A key may contain dots, so each part before a dot may be the address. */
function listCandidates({ expression }: OutputRequest): readonly DeclaredResource[] {
  const ends = [...expression.matchAll(/\./g)].map(({ index }) => index);
  return ends.map((end) => {
    const { type, key } = splitAddress(expression.slice(0, end));
    const origin = { kind: 'file', file: '', line: 1, column: 1 } as const;
    return { type, key, address: toAddress(type, key), fields: {}, relations: {}, secrets: {}, origin };
  });
}

const getTypeName = (expression: string): string => /^[^/.]*/.exec(expression)?.[0] ?? '';
