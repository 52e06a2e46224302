import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderResultHtml } from '../../src/reporter/html/html-result.ts';
import { renderPlanHtml } from '../../src/reporter/html/plan/html-plan.ts';
import { hostilePlan, hostileProblem, hostileText } from '../support/hostile-values.ts';
import { createImpactPlan } from '../support/impact-plan.ts';
import { createLargePlan } from '../support/large-plan.ts';
import {
  createChange,
  createCreation,
  createOperation,
  createOperationResult,
  createPlan,
  createProblem,
  createResult,
} from '../support/plan-builders.ts';
import { createRefusedPlan, createSamplePlan } from '../support/sample-plan.ts';

const getElementContent = (html: string, element: string): string =>
  new RegExp(`<${element}>([^]*?)</${element}>`).exec(html)?.[1] ?? '';
const removeStylesAndScripts = (html: string): string => html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
const computeHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const TAGS = new Set(
  `!doctype html meta title style script header section h1 h2 legend caption thead tbody ol span ul li b p div form input select option fieldset label button output main details
  summary i em small ins del table colgroup col tr th td mark code br pre svg path rect text g a footer`.split(/\s+/),
);

describe('the page', () => {
  const html = renderPlanHtml(createSamplePlan());
  test('loads nothing and runs only its own script', () => {
    expect(html).toContain(
      `default-src 'none'; style-src ${computeHash(getElementContent(html, 'style'))}; script-src ${computeHash(getElementContent(html, 'script'))};`,
    );
    expect(removeStylesAndScripts(html)).not.toMatch(/\s(?:src|style|on\w+)=/);
    expect(getElementContent(html, 'style')).not.toMatch(/url\(|@import/);
    expect([...removeStylesAndScripts(html).matchAll(/href="([^"]*)"/g)].every(([, to]) => to?.startsWith('#'))).toBe(true);
  });
  test('impact comes first and is open, by class; then updates up to a screenful, deletes, and creates in groups', () => {
    const shown = renderPlanHtml(createImpactPlan());
    const blocks = [
      ...shown.matchAll(
        /<details class=r id=\w+ data-type="(\w+)" data-action=(\w+) data-impact=([\w-]+) data-r="[\d ]+"( open)?>/g,
      ),
    ].map(([, type, action, impact, open]) => [impact, action, type, open !== undefined]);
    expect(blocks).toEqual([
      ['weakens', 'update', 'attackProtection', true],
      ['widens', 'update', 'clients', true],
      ['widens', 'update', 'roles', true],
      ['tightens', 'update', 'clients', true],
      ['tightens', 'update', 'organizations', true],
      ['runs-code', 'update', 'actions', true],
      ['loses', 'delete', 'connections', true],
      ['secret', 'update', 'clients', true],
      ['none', 'update', 'clients', true],
      ['none', 'update', 'tenant', true],
      ['cosmetic', 'update', 'emailTemplates', true],
      ['cosmetic', 'update', 'branding', true],
      ['none', 'delete', 'connections', true],
      ['none', 'create', 'organizations', false],
      ['none', 'create', 'roles', false],
    ]);
  });
  test('shows who gains and who loses access', () => {
    const table = /<section id=access>[\s\S]*?<\/section>/.exec(renderPlanHtml(createImpactPlan()))?.[0] ?? '';
    expect(table).toMatch(/https:\/\/api\.acme\.test<\/caption>.*manage:members<td><ins>Viewer<\/ins><td>/);
    expect(table).toMatch(/legacy-users<td><td><del>acme<\/del>/);
  });
  test('renders a page before and after in frames that run and load nothing', () => {
    const shown = renderPlanHtml(createImpactPlan());
    const frames = [...shown.matchAll(/<iframe ([^>]*)>/g)].map(([, attributes = '']) => attributes);
    expect(frames).toHaveLength(2);
    for (const attributes of frames) {
      expect(attributes).toContain('sandbox=""');
      expect(attributes).toContain(
        'content=&quot;default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:&quot;',
      );
    }
    expect(shown).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-");
  });
  test('draws a theme as a login box before and after, and only what is valid of its values', () => {
    const hostile = {
      colors: { header: 'red}body{background:url(//x.test)', body_text: '#123456' },
      fonts: { title: { size: '1</style><script>' } },
    };
    const live = {
      displayName: '</style><script>',
      ...hostile,
      borders: { widget_corner_radius: 1e9, buttons_style: 'pill;x:y' },
    };
    const changes = [
      createChange(['colors', 'primary_button'], undefined, '#00ff00'),
      createChange(['colors', 'error'], '#111', 'url(x)'),
    ];
    const shown = renderPlanHtml(createPlan([createOperation('update', 'themes/Acme', { live, changes })]));
    const frames = [...shown.matchAll(/<iframe sandbox="" [^>]*srcdoc="([^"]*)"/g)].map(([, page = '']) => page);
    expect(frames.map((page) => page.includes('#00ff00'))).toEqual([false, true]);
    for (const page of frames) {
      expect(page).toContain('#123456');
      expect(page.replace('content=&quot;', '')).not.toMatch(/url\(|x\.test|script|x:y|1e9|1000000000/);
    }
  });
  test('draws the theme that is created, once', () => {
    const create = createCreation('themes', 'Acme', { displayName: 'Acme', colors: { header: '#abcdef' } });
    const shown = renderPlanHtml(createPlan([create]));
    expect(shown.match(/<iframe /g)).toHaveLength(1);
    expect(shown.match(/fill="#abcdef"/g)).toHaveLength(1);
  });
  test('links to images that it does not load, over https only, without a referrer', () => {
    const show = (url: string): readonly string[] => {
      const fields = { branding: { logo_url: url, note: 'x' }, logo_uri: url };
      return renderPlanHtml(createPlan([createCreation('organizations', 'a', fields)])).match(/<a [^>]*https?:[^>]*>/g) ?? [];
    };
    const link = '<a class=z href="https://cdn.test/a.png" target=_blank rel="noreferrer noopener">';
    expect(show('https://cdn.test/a.png')).toEqual([link, link]);
    for (const url of ['http://cdn.test/a.png', 'javascript:https://cdn.test', 'https://"><script>', 'https://[bad/a'])
      expect(show(url)).toEqual([]);
  });
  test('draws colors, and nothing that is no color', () => {
    const paint = (before: string, after: string): string =>
      renderPlanHtml(
        createPlan([
          createOperation('update', 'branding', {
            changes: [createChange(['colors', 'primary'], before, after)],
          }),
        ]),
      );
    expect(paint('#ff0000', '#0059d6').match(/fill="#[\da-f]+"/g)).toEqual(['fill="#ff0000"', 'fill="#0059d6"']);
    expect(paint('red"/><script>', 'url(x)')).not.toMatch(/fill="(?!#)/);
  });
  test('ids of the tenant are not shown in requests', () => {
    const update = createOperation('update', 'clients/A', {
      liveId: 'a|b',
      changes: [createChange(['x'], 1, 2)],
      requests: [{ method: 'PATCH', path: '/clients/a%7Cb' }],
    });
    expect(renderPlanHtml(createPlan([update]))).toContain('PATCH /clients/{id}');
  });
  test('says what refuses, what is undeclared, what is noted', () => {
    const shown = renderPlanHtml(createRefusedPlan());
    for (const text of ['error[guard-protected]', 'Test App 13']) expect(shown).toContain(text);
  });
  test('an empty plan has no filter and no picture', () => {
    const shown = renderPlanHtml(createPlan());
    expect(removeStylesAndScripts(shown)).not.toMatch(/<form|<svg|<details/);
  });
  test('secrets never show', () => {
    const leaked = createChange(['client_secret'], 'hunter1', 'hunter2', 'secret');
    const both = [
      createOperation('update', 'clients/A', { changes: [leaked] }),
      createOperation('create', 'clients/B', { changes: [leaked] }),
    ];
    expect(renderPlanHtml(createPlan(both))).not.toContain('hunter');
  });
  test('marks the words that changed in a line', () => {
    const changes = [createChange(['x'], 'a same b\nsecond\n', 'a same c\nsecond\n', 'text')];
    expect(renderPlanHtml(createPlan([createOperation('update', 'clients/A', { changes })]))).toContain(
      '<del>a same <mark>b</mark></del>',
    );
  });
  test('a thousand changed resources take less than 3 MB', () => {
    expect(Buffer.byteLength(renderPlanHtml(createLargePlan(1000)))).toBeLessThan(3_000_000);
  });
});

describe('the page of a result', () => {
  test('says how each operation ended, and why', () => {
    const [a, b, c] = [
      createOperation('create', 'clients/A'),
      createOperation('update', 'clients/B'),
      createOperation('delete', 'clients/C'),
    ];
    const shown = renderResultHtml(
      createResult([
        createOperationResult('done', a, { liveId: 'id-of-a' }),
        createOperationResult('failed', b, { problems: [createProblem({ code: 'request-refused' })] }),
        createOperationResult('not started', c, { because: 'because of B' }),
      ]),
    );
    for (const text of ['id-of-a', 'error[request-refused]', 'because of B']) expect(shown).toContain(text);
  });
  test('says why a plan was refused', () => {
    expect(renderResultHtml(createResult([], { refused: [createProblem({ code: 'plan-stale' })] }))).toContain(
      'error[plan-stale]',
    );
  });
});

describe('hostile names stay text', () => {
  const expectText = (shown: string): void => {
    for (const [, name = '', attributes = ''] of shown.matchAll(/<\/?([^\s>]*)([^>]*)>/g)) {
      expect(TAGS.has(name)).toBe(true);
      expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\bon\w+\s*=|["'<]/);
    }
    expect(shown.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
  };
  test('in a plan', () => {
    fc.assert(fc.property(hostilePlan, (hostile) => expectText(removeStylesAndScripts(renderPlanHtml(hostile)))));
  });
  test('in a result', () => {
    const problems = fc.array(hostileProblem, { maxLength: 3 });
    fc.assert(
      fc.property(hostilePlan, problems, hostileText, ({ operations, tenant }, found, text) => {
        const ended = operations.map((one) =>
          createOperationResult('failed', one, { problems: found, because: text, liveId: text }),
        );
        expectText(removeStylesAndScripts(renderResultHtml(createResult(ended, { tenant, run: text, refused: found }))));
      }),
    );
  });
});
