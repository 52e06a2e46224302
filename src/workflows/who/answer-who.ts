import { TOOL } from '../../disk/version.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { ACCESS_FORMAT, type AccessReport } from '../../model/access-report.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { type KnownAccess, readDeclaredAccess, type WhoPorts } from './known-access.ts';

export interface WhoInput {
  /** What the question is about: `roles/Admin`, `permissions/read:orders`, `users/ada@acme.test`. */
  readonly address: string;
  readonly loaded: Loaded;
  /** Files of the definition, as the report names them. */
  readonly files: readonly string[];
  /** The tenant to ask. Undefined: the definition alone, offline. */
  readonly tenant?: TenantConnection;
  /** The most people to read of one list, and the most organizations to ask. Undefined: 100. */
  readonly limit?: number;
}

/** Answers which people, applications, groups and organizations have something, and by which way. Read-only. */
export async function answerWho(input: WhoInput, ports: WhoPorts): Promise<Outcome<AccessReport, readonly Problem[]>> {
  const { answerAccess } = await import('../../access/answer-access.ts');
  const known = await readKnownAccess(input, ports);
  if (!known.ok) return known;
  const { address, resources, ...rest } = known.value;
  const answer = answerAccess(address, resources);
  if (!answer.ok) return failWith([answer.error]);
  return succeed({ format: ACCESS_FORMAT, tool: TOOL, files: input.files, ...answer.value, ...rest });
}

async function readKnownAccess(
  { address, loaded, tenant, limit = DEFAULT_LIMIT }: WhoInput,
  ports: WhoPorts,
): Promise<Outcome<KnownAccess, readonly Problem[]>> {
  if (!tenant) return succeed(await readDeclaredAccess(address, loaded));
  const { readLiveAccess } = await import('./live-access.ts');
  return readLiveAccess({ address, catalogue: loaded.catalogue, limit }, tenant, ports);
}

const DEFAULT_LIMIT = 100;
