import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/model/plan/operation.ts';
import { renderPlanHtml } from '../../src/reporter/html/plan/html-plan.ts';
import { renderPlanMarkdown } from '../../src/reporter/markdown/markdown-plan.ts';
import { buildResourceBlocks } from '../../src/reporter/view/changes/resource-blocks.ts';
import { buildAccessTables } from '../../src/reporter/view/plan/access-changes.ts';
import { createAddition, createChange, createOperation, createPlan, createRemoval } from '../support/plan-builders.ts';

const API = 'https://api.test';
const changePermissions = (role: string, gained: readonly string[], lost: readonly string[] = []): Operation =>
  createOperation('update', `roles/${role}`, {
    changes: [
      ...gained.map((name) => createAddition('permissions', `${API}|${name}`)),
      ...lost.map((name) => createRemoval('permissions', `${API}|${name}`)),
    ].map((change) => ({ ...change, presentation: 'access' as const })),
  });
const createGrant = (key: string, scope: readonly string[]): Operation =>
  createOperation('create', `clientGrants/${key}`, {
    changes: [{ ...createChange(['scope'], undefined, scope), presentation: 'access' }],
  });
const readTables = (...operations: readonly Operation[]): unknown =>
  buildAccessTables(buildResourceBlocks(operations)).map(({ scope, items, rows }) => [
    scope,
    items,
    rows.map(({ holder, marks }) => [holder, Object.fromEntries(marks)]),
  ]);

describe('who gains and who loses access', () => {
  test('users of one connection and their roles are one table', () => {
    const give = (user: string, role: string): Operation =>
      createOperation('link', `users/staff|${user}`, {
        relation: 'roles',
        changes: [{ ...createAddition('roles', role), presentation: 'access' }],
      });
    expect(readTables(give('ada@acme.test', 'Editor'), give('bob@acme.test', 'Viewer'))).toEqual([
      [
        '',
        ['Editor', 'Viewer'],
        [
          ['staff · ada@acme.test', { Editor: 'gained' }],
          ['staff · bob@acme.test', { Viewer: 'gained' }],
        ],
      ],
    ]);
  });

  const roles = [changePermissions('Editor', ['read', 'write']), changePermissions('Viewer', ['read'], ['write'])];
  test('has a row for each holder and a mark for each item', () => {
    expect(readTables(...roles)).toEqual([
      [
        API,
        ['read', 'write'],
        [
          ['Editor', { read: 'gained', write: 'gained' }],
          ['Viewer', { read: 'gained', write: 'lost' }],
        ],
      ],
    ]);
  });
  test('counts the scopes of a new grant, by its application and its API', () => {
    expect(readTables(createGrant(`Batch|${API}`, ['read', 'write']))).toEqual([
      [API, ['read', 'write'], [['Batch', { read: 'gained', write: 'gained' }]]],
    ]);
  });
  test('is a matrix in HTML and in Markdown', () => {
    const plan = createPlan(roles);
    expect(renderPlanHtml(plan)).toMatch(/<tr><th scope=row>Viewer<td><ins>gained<\/ins><td><del>lost<\/del>/);
    expect(renderPlanMarkdown(plan)).toMatch(/^\| `Viewer` \| \*\*\+\*\* \| \*\*&minus;\*\* \|$/m);
  });
  test('is a list where a matrix would be too wide, and nothing in Markdown for a single change', () => {
    const names = Array.from({ length: 30 }, (_, index) => `scope${index}`);
    const wide = createPlan([changePermissions('A', names), changePermissions('B', names)]);
    expect(renderPlanHtml(wide)).toMatch(/<th scope=row>scope29<td><ins>A<\/ins><ins>B<\/ins><td>/);
    expect(renderPlanMarkdown(wide)).toMatch(/^- `scope29`: .*`A`, `B`$/m);
    expect(renderPlanMarkdown(createPlan([changePermissions('A', ['read'])]))).not.toMatch(/^- `read`/m);
  });
});
