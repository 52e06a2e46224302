import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { textOf } from '../engine/objects.ts';

const DEFAULT_KEEP = 10_000;
const DAY_MS = 86_400_000;

/** 17 digits of a date: `20260821102205834`. */
const digitsOf = (time: number): string => new Date(time).toISOString().replaceAll(/\D/g, '');

/** The tenant's log: the newest events, in the order of their ids. The oldest go when there are too many, or when they are too old. */
export class TenantLog {
  readonly #now: () => Date;
  readonly #keep: number;
  readonly #days: number;
  #events: JsonObject[] = [];
  /** Events ever written; part of each id, so that ids never come twice. */
  #count = 0;
  #lastTime = 0;

  constructor(now: () => Date, keep = DEFAULT_KEEP, days = Number.POSITIVE_INFINITY) {
    this.#now = now;
    this.#keep = Math.max(0, keep);
    this.#days = days;
  }

  add(date: Date, content: JsonObject): void {
    this.#count += 1;
    // Ids go up even where a clock is set back: reading from a checkpoint relies on it.
    this.#lastTime = Math.max(this.#lastTime, date.getTime());
    const id = `900${digitsOf(this.#lastTime)}${String(this.#count).padStart(36, '0')}`;
    this.#events.push({ date: date.toISOString(), ...content, log_id: id, _id: id });
    // Dropping one at a time would copy all of them with each event.
    if (this.#events.length > this.#keep + Math.ceil(this.#keep / 10)) this.#events = this.#kept();
  }

  /** Oldest first. */
  events = (): readonly JsonObject[] => this.#kept();

  find = (id: string): JsonObject | undefined => this.#kept().find((event) => textOf(event, 'log_id') === id);

  dump = (): JsonObject => ({ count: this.#count, lastTime: this.#lastTime, events: this.#kept() });

  /** A state from before there were logs has none. */
  load(dump: JsonValue | undefined): void {
    if (dump === undefined) return;
    const { count, lastTime, events } = isObject(dump) ? dump : {};
    if (typeof count !== 'number' || typeof lastTime !== 'number' || !isArray(events) || !events.every(isObject))
      throw new Error('the log is not readable');
    this.#count = count;
    this.#lastTime = lastTime;
    this.#events = [...events];
  }

  #kept(): JsonObject[] {
    const few = this.#events.length > this.#keep ? this.#events.slice(this.#events.length - this.#keep) : this.#events;
    if (this.#days === Number.POSITIVE_INFINITY) return few;
    const oldest = new Date(this.#now().getTime() - this.#days * DAY_MS).toISOString();
    return few.filter((event) => textOf(event, 'date') >= oldest);
  }
}
