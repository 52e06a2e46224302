import type { Loaded } from '../../loader/load-definition.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Finding } from '../../model/plan/finding.ts';

/** Adds the line that declares the field of a finding, or else the resource. A resource that no file declares has none. */
export function locateFinding(finding: Finding, { locate }: Pick<Loaded, 'locate'>): Finding {
  const place = locate(finding.address, toPointer(listNamedSteps(finding.field ?? '')));
  if (!place) return finding;
  const { kind, file, line, column } = place;
  return { ...finding, place: { kind, file, line, column } };
}

/** `options.scopes[].value` to the steps before the first that is not a name. */
function listNamedSteps(field: string): readonly string[] {
  const names = /^[\w$-]+(?:\.[\w$-]+)*/.exec(field)?.[0] ?? '';
  return names === '' ? [] : names.split('.');
}
