import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { listTargetFiles, type TenantTarget } from '../../project/project.ts';
import { getEmulatorStateFile } from '../defaults.ts';
import type { LoadFilesOptions } from '../definition/load-files.ts';
import type { TenantOptions } from '../tenant/open-tenant.ts';
import type { PreparedTenant } from './tenant-job.ts';

/** What all tenants of a run have in common. */
export interface FleetTenantOptions
  extends Pick<LoadFilesOptions, 'vars' | 'config' | 'secretsOptional'>,
    Pick<TenantOptions, 'headroom' | 'maxRate' | 'limiter' | 'fetch'> {
  /** Use an embedded emulator for each tenant, with a state file of its own. */
  readonly isEmulated?: boolean;
}

export type PrepareTenant = (target: TenantTarget) => PreparedTenant;

/** Says for each tenant which files to load and how to connect. */
export const createTenantPreparation =
  ({ isEmulated = false, vars, config, secretsOptional, ...connection }: FleetTenantOptions): PrepareTenant =>
  (target) => ({
    name: target.name,
    files: listTargetFiles(target),
    loading: { target, anyTenant: isEmulated, ...omitUndefined({ vars, config, secretsOptional }) },
    tenant: { ...connection, target, ...(isEmulated ? { emulator: getEmulatorStateFile(target.name) } : {}) },
  });
