import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getString } from '../engine/json-objects.ts';
import { ignoreChange, type RecordChange } from '../state/change-journal.ts';
import { TokenScopes } from './token-scopes.ts';

const DEFAULT_KEEP = 10_000;
const DAY_MS = 86_400_000;

/** 17 digits of a date: `20260821102205834`. */
const formatDigits = (time: number): string => new Date(time).toISOString().replaceAll(/\D/g, '');

export interface TenantLogOptions {
  readonly now: () => Date;
  /** How many events, and for how many days. */
  readonly keep?: number;
  readonly days?: number;
  /** How long it takes until the API knows an event. */
  readonly lagMs?: number;
  readonly record?: RecordChange;
}

/** The tenant's log: the newest events, in the order of their ids. The oldest go when there are too many, or when they are too old. */
export class TenantLog {
  readonly scopes: TokenScopes;
  readonly #options: Required<TenantLogOptions>;
  #listEvents: JsonObject[] = [];
  /** Events ever written; part of each id, so that ids never come twice. */
  #count = 0;
  #lastTime = 0;

  constructor({ now, keep = DEFAULT_KEEP, days = Number.POSITIVE_INFINITY, lagMs = 0, record = ignoreChange }: TenantLogOptions) {
    this.scopes = new TokenScopes(record);
    this.#options = { now, keep: Math.max(0, keep), days, lagMs, record };
  }

  add(date: Date, content: JsonObject): void {
    // Ids go up even where a clock is set back: reading from a checkpoint relies on it.
    const time = Math.max(this.#lastTime, date.getTime());
    const id = `900${formatDigits(time)}${String(this.#count + 1).padStart(36, '0')}`;
    const event = { date: date.toISOString(), ...content, log_id: id, _id: id };
    this.#append(event, time);
    this.#options.record(['logs', event]);
  }

  /** Oldest first, as they are kept: `scopes.shown` completes them. */
  listEvents(): readonly JsonObject[] {
    const retained = this.#getRetained();
    if (this.#options.days === Number.POSITIVE_INFINITY) return retained;
    const oldest = new Date(this.#options.now().getTime() - this.#options.days * DAY_MS).toISOString();
    return retained.filter((event) => getString(event, 'date') >= oldest);
  }

  /** Those that the API knows by now. */
  listIndexedEvents(): readonly JsonObject[] {
    const { lagMs, now } = this.#options;
    if (lagMs === 0) return this.listEvents();
    const newest = new Date(now().getTime() - lagMs).toISOString();
    return this.listEvents().filter((event) => getString(event, 'date') <= newest);
  }

  find = (id: string): JsonObject | undefined => this.listIndexedEvents().find((event) => getString(event, 'log_id') === id);

  dump(): JsonObject {
    const events = this.#getRetained();
    return { count: this.#count, lastTime: this.#lastTime, events, scopes: this.scopes.dump(events) };
  }

  /** A state from before there were logs has none. */
  load(dump: JsonValue | undefined): void {
    if (dump === undefined) return;
    const { count, lastTime, events, scopes } = isObject(dump) ? dump : {};
    if (typeof count !== 'number' || typeof lastTime !== 'number' || !isArray(events) || !events.every(isObject))
      throw new Error('the log is not readable');
    this.#count = count;
    this.#lastTime = lastTime;
    this.#listEvents = [...events];
    this.scopes.load(scopes);
  }

  /** What a journal says; everything else in it is somebody else's. */
  replayChange(change: JsonArray): void {
    const [part, event] = change;
    this.scopes.replayChange(change);
    if (part === 'logs' && isObject(event)) this.#append(event, Math.max(this.#lastTime, Date.parse(getString(event, 'date'))));
  }

  #append(event: JsonObject, time: number): void {
    this.#count += 1;
    this.#lastTime = time;
    this.#listEvents.push(event);
    // Dropping one at a time would copy all of them with each event.
    if (this.#listEvents.length > this.#options.keep * 1.1 + 1) this.#listEvents = this.#getRetained();
  }

  #getRetained(): JsonObject[] {
    const tooMany = this.#listEvents.length - this.#options.keep;
    return tooMany > 0 ? this.#listEvents.slice(tooMany) : this.#listEvents;
  }
}
