import { TOOL } from '../../disk/version.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { ACCESS_FORMAT, type AccessReport } from '../../model/access-report.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { readDeclaredAccess } from './known-access.ts';

export interface WhoInput {
  /** What the question is about: `roles/Admin`, `permissions/read:orders`, `users/ada@acme.test`. */
  readonly address: string;
  readonly loaded: Loaded;
  /** Files of the definition, as the report names them. */
  readonly files: readonly string[];
  /** The tenant to ask. Undefined: the definition alone, offline. */
  readonly tenant?: TenantConnection;
  /** The most people to read of one list, and the most organizations to ask. */
  readonly limit?: number;
}

export type WhoPorts = Pick<WorkflowPorts, 'events' | 'progress'>;

/** Answers which people, applications, groups and organizations have something, and by which way. Read-only. */
export async function answerWho(
  { address, loaded, files }: WhoInput,
  _ports: WhoPorts,
): Promise<Outcome<AccessReport, readonly Problem[]>> {
  const { answerAccess } = await import('../../access/answer-access.ts');
  const { resources, ...rest } = await readDeclaredAccess(loaded);
  const answer = answerAccess(address, resources);
  if (!answer.ok) return failWith([answer.error]);
  return succeed({ format: ACCESS_FORMAT, tool: TOOL, files, ...answer.value, ...rest });
}
