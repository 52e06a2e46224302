import { describe, expect, it } from 'vitest';
import {
  fillPath,
  isAlongPath,
  listPathParameters,
  matchPathUnder,
  pickPathFields,
} from '../../src/resources/endpoints/path-template.ts';

const INSIDE = '/organizations/{organization}/roles/{id}/groups';

describe('a path with names in braces', () => {
  it('is filled in with encoded values, and a name without a value stays', () => {
    expect(fillPath(INSIDE, { organization: 'org 1', id: 'a/b$&' })).toBe('/organizations/org%201/roles/a%2Fb%24%26/groups');
    expect(fillPath(INSIDE, { id: 'r' })).toBe('/organizations/{organization}/roles/r/groups');
    expect(fillPath('/roles/{toString}', {})).toBe('/roles/{toString}');
  });

  it('names its parameters and the fields among them', () => {
    expect(listPathParameters(INSIDE)).toEqual(['organization', 'id']);
    expect(pickPathFields(INSIDE, { id: 'r', organization: 'o', name: 'n' })).toEqual({ organization: 'o' });
    expect(pickPathFields('/roles/{id}/groups', { id: 'r' })).toEqual({});
  });

  it.each([
    ['/organizations/o/roles/r%2F1/groups', { organization: 'o', id: 'r/1' }],
    ['/organizations/o/roles/r/groups/g', { organization: 'o', id: 'r' }],
    ['/organizations/o/roles/r', undefined],
    ['/organizations/o/groups/r/roles', undefined],
    ['/organizations//roles/r/groups', undefined],
  ])('matches %s', (path, expected) => expect(matchPathUnder(INSIDE, path)).toEqual(expected));

  it.each([
    ['/organizations', true],
    ['/organizations/o/roles/r/groups/g', true],
    ['/organizations/o/groups', false],
  ])('is along %s: %s', (path, expected) => expect(isAlongPath(INSIDE, path)).toBe(expected));
});
