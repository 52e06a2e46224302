import type { Place } from '../../model/problem/problem.ts';

/** `tenant.yaml:3:5`, `PATCH /clients/abc` or an address. */
export function formatPlace(place: Place): string {
  if (place.kind === 'file') return `${place.file}:${place.line}:${place.column}`;
  return place.kind === 'request' ? `${place.method} ${place.path}` : place.address;
}
