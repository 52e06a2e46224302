import { randomUUID } from 'node:crypto';
import { getObjectMember, isArray, type JsonObject } from '../../model/json/json-value.ts';
import { INDEXES } from '../catalogue.ts';
import { Shuffler } from '../engine/paging/shuffle.ts';
import { furnish, grantScopes } from '../facts/fresh-tenant.ts';
import { logDaysOf } from '../facts/rate-limits.ts';
import { TenantLog } from '../logs/tenant-log.ts';
import type { EmulatorOptions } from '../options.ts';
import { Clock } from './clock.ts';
import { Ids } from './ids.ts';
import { Journal } from './journal.ts';
import { readState, type SavedState, STATE_VERSION } from './persist.ts';
import { Saver } from './saver.ts';
import type { Tenant } from './tenant.ts';
import { TenantState } from './tenant-state.ts';

const DEFAULT_DOMAIN = 'example-tenant.eu.auth0.com';

/** Makes, loads, saves and resets the one tenant of an emulator. */
export class TenantKeeper {
  readonly #options: EmulatorOptions;
  readonly #journal: Journal | undefined;
  readonly #saver: Saver | undefined;
  #tenant: Tenant;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    const { stateFile } = options;
    this.#journal = stateFile === undefined ? undefined : new Journal();
    const saved = stateFile === undefined ? undefined : readState(stateFile);
    this.#tenant = saved === undefined ? this.#fresh() : this.#loaded(saved, stateFile ?? '');
    const sources = { whole: () => this.#whole(), changes: () => this.#changes() };
    this.#saver = stateFile === undefined ? undefined : new Saver(stateFile, sources);
  }

  get tenant(): Tenant {
    return this.#tenant;
  }

  save = async (): Promise<void> => this.#saver?.save();
  close = async (): Promise<void> => this.#saver?.close();

  reset(): void {
    this.#tenant = this.#fresh();
    this.#saver?.startOver();
  }

  /** Without the log, so that two tenants can be compared. */
  dump(): JsonObject {
    const { domain, ids, clock, state } = this.#tenant;
    return { version: STATE_VERSION, domain, seed: ids.seed, counter: ids.counter, ticks: clock.ticks, ...state.dump() };
  }

  #whole = (): string => JSON.stringify({ ...this.dump(), logs: this.#tenant.logs.dump() });

  #changes(): string {
    const { ids, clock } = this.#tenant;
    return JSON.stringify({ counter: ids.counter, ticks: clock.ticks, changes: this.#journal?.take() });
  }

  #fresh(): Tenant {
    const { seed, tenantDomain } = this.#options;
    const tenant = this.#tenantOf(tenantDomain ?? DEFAULT_DOMAIN, String(seed ?? randomUUID()), 0, 0);
    furnish(tenant);
    if (this.#options.scopes !== undefined) grantScopes(tenant, this.#options.scopes);
    return tenant;
  }

  #loaded({ whole, later }: SavedState, file: string): Tenant {
    const { counter, ticks } = later.at(-1) ?? whole;
    const domain = this.#options.tenantDomain ?? String(getObjectMember(whole, 'domain') ?? DEFAULT_DOMAIN);
    const tenant = this.#tenantOf(domain, String(getObjectMember(whole, 'seed')), Number(counter), Number(ticks));
    try {
      tenant.state.load(whole);
      tenant.logs.load(getObjectMember(whole, 'logs'));
      for (const { changes } of later) redo(tenant, changes);
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
      state: new TenantState(INDEXES, this.#journal?.record),
      ids: new Ids(seed, counter),
      clock,
      logs: this.#logOf(clock),
      shuffler: this.#options.shuffle === true ? new Shuffler(seed) : undefined,
      patching: { unproven: this.#options.unprovenPatches ?? 'as-believed' },
    };
  }

  #logOf(clock: Clock): TenantLog {
    const { keepLogs, logLagMs, plan } = this.#options;
    return new TenantLog({
      now: clock.reading,
      ...(keepLogs === undefined ? {} : { keep: keepLogs }),
      ...(logLagMs === undefined ? {} : { lagMs: logLagMs }),
      ...(plan === undefined ? {} : { days: logDaysOf(plan) }),
      ...(this.#journal === undefined ? {} : { record: this.#journal.record }),
    });
  }
}

function redo(tenant: Tenant, changes: JsonObject[string] | undefined): void {
  if (!isArray(changes)) throw new Error('what has changed is not readable');
  for (const change of changes) {
    if (!isArray(change)) throw new Error('a change is not readable');
    tenant.state.redo(change);
    tenant.logs.redo(change);
  }
}
