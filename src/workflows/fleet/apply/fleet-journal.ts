import { closeSync, existsSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { readTextFile } from '../../../disk/read-regular-file.ts';
import type { TenantRow } from '../../../model/fleet-report.ts';
import { isObject, type JsonObject } from '../../../model/json/json-value.ts';
import { toPrintableJson } from '../../../model/json/printable-json.ts';

/** How far an apply to many tenants got with one of them. */
export interface RecordedTenant {
  /** Ids of the tenant's own runs, oldest first. The last one may have been interrupted before it recorded anything itself. */
  readonly runs: readonly string[];
  /** Its row, if nothing is left to do. */
  readonly done?: TenantRow;
}

type FleetEntry =
  | { readonly entry: 'started'; readonly name: string; readonly run: string }
  | { readonly entry: 'done'; readonly row: TenantRow };

/** Appends a line to the journal. It is on disk when this returns. */
export function appendFleetEntry(file: string, entry: FleetEntry): void {
  const handle = openSync(file, 'a', 0o600);
  try {
    // The line before may have been cut off by a crash, so each begins with a line break.
    writeSync(handle, `\n${toPrintableJson(entry)}`);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Reads what a journal says about each tenant, by name. A line that was cut off says nothing. */
export function readFleetJournal(file: string): ReadonlyMap<string, RecordedTenant> {
  const recorded = new Map<string, RecordedTenant>();
  const lines = existsSync(file) ? readTextFile(file).split('\n') : [];
  for (const entry of lines.flatMap((line) => parseEntry(line) ?? [])) {
    const name = entry.entry === 'started' ? entry.name : entry.row.name;
    const { runs } = recorded.get(name) ?? { runs: [] };
    recorded.set(name, entry.entry === 'started' ? { runs: [...runs, entry.run] } : { runs, done: entry.row });
  }
  return recorded;
}

function parseEntry(line: string): FleetEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? toFleetEntry(value) : undefined;
  } catch {
    return undefined;
  }
}

function toFleetEntry({ entry, name, run, row }: JsonObject): FleetEntry | undefined {
  if (entry === 'started' && typeof name === 'string' && typeof run === 'string') return { entry, name, run };
  if (entry !== 'done' || !isObject(row)) return undefined;
  // tenon wrote the row, in a folder that only its owner can write to.
  return { entry, row: JSON.parse(JSON.stringify(row)) };
}
