/** A query parameter after validation and conversion. */
export type QueryValue = string | number | boolean | readonly string[];

export class QueryParameters {
  readonly #values: ReadonlyMap<string, QueryValue>;

  constructor(values: ReadonlyMap<string, QueryValue>) {
    this.#values = values;
  }

  has = (name: string): boolean => this.#values.has(name);

  getString(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  getNumber(name: string): number | undefined {
    const value = this.#values.get(name);
    return typeof value === 'number' ? value : undefined;
  }

  getBoolean(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  /** Returns the values of a parameter that is repeated or comma-separated. */
  getList(name: string): readonly string[] | undefined {
    const value = this.#values.get(name);
    if (Array.isArray(value)) return value;
    return typeof value === 'string' ? value.split(',').map((item) => item.trim()) : undefined;
  }
}
