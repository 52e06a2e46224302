import { randomUUID } from 'node:crypto';
import { getObjectMember, isArray, type JsonObject } from '../../model/json/json-value.ts';
import { COLLECTION_INDEXES } from '../emulated-endpoints.ts';
import type { EmulatorOptions } from '../emulator-options.ts';
import { toObject } from '../engine/json-objects.ts';
import { Shuffler } from '../engine/paging/shuffler.ts';
import { fillFreshTenant, grantScopes } from '../facts/fresh-tenant.ts';
import { getLogDays } from '../facts/subscription-rate-limits.ts';
import { TenantLog } from '../logs/tenant-log.ts';
import { ChangeJournal } from './change-journal.ts';
import { EmulatedClock } from './emulated-clock.ts';
import type { EmulatedTenant } from './emulated-tenant.ts';
import { IdGenerator } from './id-generator.ts';
import { readStateFile, type SavedState, STATE_VERSION } from './state-file.ts';
import { StateSaver } from './state-saver.ts';
import { TenantState } from './tenant-state.ts';

const DEFAULT_DOMAIN = 'example-tenant.eu.auth0.com';

/** Creates, loads, saves and resets the tenant of an emulator. */
export class TenantKeeper {
  readonly #options: EmulatorOptions;
  readonly #journal: ChangeJournal | undefined;
  readonly #saver: StateSaver | undefined;
  #tenant: EmulatedTenant;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    const { stateFile } = options;
    this.#journal = stateFile === undefined ? undefined : new ChangeJournal();
    const saved = stateFile === undefined ? undefined : readStateFile(stateFile);
    this.#tenant = saved === undefined ? this.#createTenant() : this.#loadTenant(saved, stateFile ?? '');
    const sources = { whole: () => this.#serializeState(), changes: () => this.#serializeChanges() };
    this.#saver = stateFile === undefined ? undefined : new StateSaver(stateFile, sources);
  }

  get tenant(): EmulatedTenant {
    return this.#tenant;
  }

  save = async (): Promise<void> => this.#saver?.save();
  close = async (): Promise<void> => this.#saver?.close();

  reset(): void {
    this.#tenant = this.#createTenant();
    this.#saver?.requireFullSave();
  }

  /** Returns a function that restores the tenant as it is now, with its log. It can be called any number of times. */
  checkpoint(): () => void {
    const serialized = this.#serializeState();
    return () => {
      const fullState = toObject(JSON.parse(serialized));
      this.#tenant = this.#loadTenant({ fullState, laterChanges: [] }, 'of the checkpoint');
      this.#saver?.requireFullSave();
    };
  }

  /** Returns the tenant's state without its log, so two states can be compared. */
  dump(): JsonObject {
    const { domain, ids, clock, state } = this.#tenant;
    return { version: STATE_VERSION, domain, seed: ids.seed, counter: ids.counter, ticks: clock.ticks, ...state.dump() };
  }

  #serializeState = (): string => JSON.stringify({ ...this.dump(), logs: this.#tenant.logs.dump() });

  #serializeChanges(): string {
    const { ids, clock } = this.#tenant;
    return JSON.stringify({ counter: ids.counter, ticks: clock.ticks, changes: this.#journal?.take() });
  }

  #createTenant(): EmulatedTenant {
    const { seed, tenantDomain } = this.#options;
    const tenant = this.#buildTenant(tenantDomain ?? DEFAULT_DOMAIN, String(seed ?? randomUUID()), 0, 0);
    fillFreshTenant(tenant);
    if (this.#options.scopes !== undefined) grantScopes(tenant, this.#options.scopes);
    return tenant;
  }

  #loadTenant({ fullState: whole, laterChanges: later }: SavedState, file: string): EmulatedTenant {
    const { counter, ticks } = later.at(-1) ?? whole;
    const domain = this.#options.tenantDomain ?? String(getObjectMember(whole, 'domain') ?? DEFAULT_DOMAIN);
    const tenant = this.#buildTenant(domain, String(getObjectMember(whole, 'seed')), Number(counter), Number(ticks));
    try {
      tenant.state.load(whole);
      tenant.logs.load(getObjectMember(whole, 'logs'));
      for (const { changes } of later) replayChanges(tenant, changes);
    } catch (cause) {
      throw new Error(`The emulator's state file ${file} is damaged. Remove it to start with a fresh tenant.`, { cause });
    }
    if (this.#options.scopes !== undefined) grantScopes(tenant, this.#options.scopes);
    return tenant;
  }

  #buildTenant(domain: string, seed: string, counter: number, ticks: number): EmulatedTenant {
    const clock = new EmulatedClock(this.#options.now, this.#options.seed !== undefined, ticks);
    return {
      domain,
      name: domain.split('.')[0] ?? domain,
      state: new TenantState(COLLECTION_INDEXES, this.#journal?.record),
      ids: new IdGenerator(seed, counter),
      clock,
      logs: this.#buildLog(clock),
      shuffler: this.#options.shuffle === true ? new Shuffler(seed) : undefined,
      patching: { unproven: this.#options.unprovenPatches ?? 'as-believed' },
    };
  }

  #buildLog(clock: EmulatedClock): TenantLog {
    const { keepLogs, logLagMs, plan } = this.#options;
    return new TenantLog({
      now: clock.peek,
      ...(keepLogs === undefined ? {} : { keep: keepLogs }),
      ...(logLagMs === undefined ? {} : { lagMs: logLagMs }),
      ...(plan === undefined ? {} : { days: getLogDays(plan) }),
      ...(this.#journal === undefined ? {} : { record: this.#journal.record }),
    });
  }
}

function replayChanges(tenant: EmulatedTenant, changes: JsonObject[string] | undefined): void {
  if (!isArray(changes)) throw new Error('"changes" is not an array');
  for (const change of changes) {
    if (!isArray(change)) throw new Error('"changes" contains an item that is not an array');
    tenant.state.replayChange(change);
    tenant.logs.replayChange(change);
  }
}
