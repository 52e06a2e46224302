import { randomUUID } from 'node:crypto';
import { type JsonObject, member } from '../../model/json.ts';
import { INDEXES } from '../catalogue.ts';
import { Shuffler } from '../engine/shuffle.ts';
import { furnish, grantScopes } from '../facts/fresh-tenant.ts';
import { logDaysOf } from '../facts/rate-limits.ts';
import { TenantLog } from '../logs/tenant-log.ts';
import type { EmulatorOptions } from '../options.ts';
import { Clock } from './clock.ts';
import { Ids } from './ids.ts';
import { readState, Saver, STATE_VERSION } from './persist.ts';
import type { Tenant } from './tenant.ts';
import { TenantState } from './tenant-state.ts';

const DEFAULT_DOMAIN = 'example-tenant.eu.auth0.com';

/** Makes, loads, saves and resets the one tenant of an emulator. */
export class TenantKeeper {
  readonly #options: EmulatorOptions;
  readonly #saver: Saver | undefined;
  #tenant: Tenant;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    const { stateFile } = options;
    const saved = stateFile === undefined ? undefined : readState(stateFile);
    this.#tenant = saved === undefined ? this.#fresh() : this.#loaded(saved, stateFile ?? '');
    this.#saver =
      stateFile === undefined ? undefined : new Saver(stateFile, () => ({ ...this.dump(), logs: this.#tenant.logs.dump() }));
  }

  get tenant(): Tenant {
    return this.#tenant;
  }

  save = async (): Promise<void> => this.#saver?.save();

  reset(): void {
    this.#tenant = this.#fresh();
  }

  /** Without the log, so that two tenants can be compared. */
  dump(): JsonObject {
    const { domain, ids, clock, state } = this.#tenant;
    return { version: STATE_VERSION, domain, seed: ids.seed, counter: ids.counter, ticks: clock.ticks, ...state.dump() };
  }

  #fresh(): Tenant {
    const { seed, tenantDomain } = this.#options;
    const tenant = this.#tenantOf(tenantDomain ?? DEFAULT_DOMAIN, String(seed ?? randomUUID()), 0, 0);
    furnish(tenant);
    if (this.#options.scopes !== undefined) grantScopes(tenant, this.#options.scopes);
    return tenant;
  }

  #loaded(saved: JsonObject, file: string): Tenant {
    const domain = this.#options.tenantDomain ?? String(member(saved, 'domain') ?? DEFAULT_DOMAIN);
    const tenant = this.#tenantOf(
      domain,
      String(member(saved, 'seed')),
      Number(member(saved, 'counter')),
      Number(member(saved, 'ticks')),
    );
    try {
      tenant.state.load(saved);
      tenant.logs.load(member(saved, 'logs'));
    } catch (cause) {
      throw new Error(`The emulator's state file ${file} is damaged. Remove it to start with a fresh tenant.`, { cause });
    }
    if (this.#options.scopes !== undefined) grantScopes(tenant, this.#options.scopes);
    return tenant;
  }

  #tenantOf(domain: string, seed: string, counter: number, ticks: number): Tenant {
    const clock = new Clock(this.#options.now, this.#options.seed !== undefined, ticks);
    return {
      domain,
      name: domain.split('.')[0] ?? domain,
      state: new TenantState(INDEXES),
      ids: new Ids(seed, counter),
      clock,
      logs: this.#logOf(clock),
      shuffler: this.#options.shuffle === true ? new Shuffler(seed) : undefined,
    };
  }

  #logOf(clock: Clock): TenantLog {
    const { keepLogs, plan } = this.#options;
    const days = plan === undefined ? undefined : logDaysOf(plan);
    return new TenantLog(clock.reading, keepLogs, days);
  }
}
