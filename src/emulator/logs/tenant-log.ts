import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getString } from '../engine/json-objects.ts';
import { ignoreChange, type RecordChange } from '../state/change-journal.ts';
import { TokenScopes } from './token-scopes.ts';

const DEFAULT_KEEP = 10_000;
const DAY_MS = 86_400_000;

/** Formats a time in milliseconds as 17 digits: `20260821102205834`. */
const formatDigits = (time: number): string => new Date(time).toISOString().replaceAll(/\D/g, '');

export interface TenantLogOptions {
  readonly now: () => Date;
  /** Number of events to keep. */
  readonly keep?: number;
  /** Number of days to keep events. */
  readonly days?: number;
  /** Delay in milliseconds until the API shows an event. */
  readonly lagMs?: number;
  readonly record?: RecordChange;
}

/** The tenant log, ordered by event id. The oldest events are dropped when there are too many or they are too old. */
export class TenantLog {
  readonly scopes: TokenScopes;
  readonly #options: Required<TenantLogOptions>;
  #events: JsonObject[] = [];
  /** Number of events ever added; part of each id, so ids are unique. */
  #count = 0;
  #lastTime = 0;

  constructor({ now, keep = DEFAULT_KEEP, days = Number.POSITIVE_INFINITY, lagMs = 0, record = ignoreChange }: TenantLogOptions) {
    this.scopes = new TokenScopes(record);
    this.#options = { now, keep: Math.max(0, keep), days, lagMs, record };
  }

  add(date: Date, content: JsonObject): void {
    // Reading from a checkpoint relies on increasing ids, even if the clock is set back.
    const time = Math.max(this.#lastTime, date.getTime());
    const id = `900${formatDigits(time)}${String(this.#count + 1).padStart(36, '0')}`;
    const event = { date: date.toISOString(), ...content, log_id: id, _id: id };
    this.#append(event, time);
    this.#options.record(['logs', event]);
  }

  /** Lists events, oldest first, without token scopes; `scopes.addScopes` adds them. */
  listEvents(): readonly JsonObject[] {
    const retained = this.#getRetained();
    if (this.#options.days === Number.POSITIVE_INFINITY) return retained;
    const oldest = new Date(this.#options.now().getTime() - this.#options.days * DAY_MS).toISOString();
    return retained.filter((event) => getString(event, 'date') >= oldest);
  }

  /** Lists the events that the API shows by now. */
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

  /** Restores a dump; `undefined` comes from a state file of a version without logs. */
  load(dump: JsonValue | undefined): void {
    if (dump === undefined) return;
    const { count, lastTime, events, scopes } = isObject(dump) ? dump : {};
    if (typeof count !== 'number' || typeof lastTime !== 'number' || !isArray(events) || !events.every(isObject))
      throw new Error('"logs" is not a valid log');
    this.#count = count;
    this.#lastTime = lastTime;
    this.#events = [...events];
    this.scopes.load(scopes);
  }

  /** Applies a journaled change if it concerns the log. */
  replayChange(change: JsonArray): void {
    const [part, event] = change;
    this.scopes.replayChange(change);
    if (part === 'logs' && isObject(event)) this.#append(event, Math.max(this.#lastTime, Date.parse(getString(event, 'date'))));
  }

  #append(event: JsonObject, time: number): void {
    this.#count += 1;
    this.#lastTime = time;
    this.#events.push(event);
    // Drops a tenth at a time, because dropping copies the array.
    if (this.#events.length > this.#options.keep * 1.1 + 1) this.#events = this.#getRetained();
  }

  #getRetained(): JsonObject[] {
    const tooMany = this.#events.length - this.#options.keep;
    return tooMany > 0 ? this.#events.slice(tooMany) : this.#events;
  }
}
