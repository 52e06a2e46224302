import { describe, expect, it } from 'vitest';
import { compareAnswer } from '../../src/applier/verify/compare-answer.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';

const getShape = (type: string) => {
  const definition = CATALOGUE.get(type);
  if (!definition) throw new Error(type);
  return getResourceShape(definition);
};

const listAnswerProblems = (
  type: string,
  sent: JsonObject,
  answer: JsonObject,
  before?: JsonObject,
  secrets: readonly string[] = [],
) =>
  compareAnswer(`${type}/x`, getShape(type), sent, answer, before, new Set(secrets)).map(({ code, place }) => [
    code,
    place?.kind === 'address' ? place.pointer : undefined,
  ]);

describe('what an answer tells', () => {
  it('nothing, where everything is as sent, whatever else is in it', () => {
    expect(
      listAnswerProblems('clients', { callbacks: ['a', 'b'] }, { callbacks: ['b', 'a'], client_id: 'x', x_newer: 1 }),
    ).toEqual([]);
  });

  it('a value that did not take is an error', () => {
    expect(listAnswerProblems('clients', { description: 'new' }, { description: 'old' }, { description: 'old' })).toEqual([
      ['value-not-taken', '/description'],
    ]);
  });

  it('a field that moved though nobody asked is a warning', () => {
    expect(
      listAnswerProblems(
        'clients',
        { description: 'new' },
        { description: 'new', sso: true },
        { description: 'old', sso: false },
      ),
    ).toEqual([['value-changed-unasked', '/sso']]);
  });

  it('a live value that was only sent along, and moved, is a warning as well', () => {
    const before = { strategy: 'github', options: { email: false, scope: [] } };
    const sent = { options: { email: true, scope: [] } };
    const answer = { strategy: 'github', options: { email: true, scope: ['user:email'] } };
    expect(listAnswerProblems('connections', sent, answer, before)).toEqual([
      ['value-changed-unasked', '/options/scope/user:email'],
    ]);
    expect(listAnswerProblems('connections', sent, answer)).toEqual([['value-not-taken', '/options/scope/user:email']]);
  });

  it('what a relation holds is none of it', () => {
    const before = { strategy: 'auth0', enabled_clients: ['a'] };
    const answer = { strategy: 'auth0', show_as_button: true, enabled_clients: ['a', 'b'] };
    expect(listAnswerProblems('connections', { show_as_button: true }, answer, before)).toEqual([]);
  });

  it('a secret that is not shown was taken; one that comes back different was not', () => {
    const sent = { client_secret: 'canary-new' };
    expect(listAnswerProblems('clients', sent, {}, {})).toEqual([]);
    const problems = compareAnswer('clients/x', getShape('clients'), sent, { client_secret: 'canary-old' }, {}, new Set());
    expect(problems).toMatchObject([{ code: 'value-not-taken' }]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  it('a place that the plan hides is not quoted', () => {
    const sent = { client_metadata: { note: 'canary-new' } };
    const answer = { client_metadata: { note: 'canary-old' } };
    const problems = compareAnswer('clients/x', getShape('clients'), sent, answer, undefined, new Set(['/client_metadata/note']));
    expect(problems).toMatchObject([{ code: 'value-not-taken', place: { pointer: '/client_metadata/note' } }]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });
});
