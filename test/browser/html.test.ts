import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan/plan.ts';
import { renderDriftHtml } from '../../src/reporter/drift/html-drift.ts';
import { renderResultHtml } from '../../src/reporter/html/html-result.ts';
import { renderPlanHtml } from '../../src/reporter/html/plan/html-plan.ts';
import { createSampleDrift } from '../support/drift-builders.ts';
import { hostilePlan } from '../support/hostile-values.ts';
import { createImpact, createImpactPlan } from '../support/impact-plan.ts';
import { createLargePlan } from '../support/large-plan.ts';
import {
  createAddition,
  createChange,
  createCreation,
  createOperation,
  createOperationResult,
  createPlan,
  createProblem,
  createResult,
} from '../support/plan-builders.ts';
import { createRefusedPlan, createSamplePlan } from '../support/sample-plan.ts';
import { type Browser, launch, type Page } from './chromium.ts';

/** The report in a real browser, from a file. Needs Chromium; run by .ci/run, not by `npm test`. */
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon-report-'));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Resources with the same impact and values of their own. */
const createAlikePlan = (count: number): Plan =>
  createPlan(
    Array.from({ length: count }, (_, index) =>
      createOperation('update', `clients/App ${index}`, {
        why: 'differs',
        changes: [createAddition('callbacks', `https://${index}.test`)],
        impact: [createImpact('widens', 'callbacks[]', 'One more address.', `/callbacks/https:~1~1${index}.test`)],
      }),
    ),
  );
/** A theme with hostile values, and organizations with colors and logos. */
const createLooksPlan = (): Plan =>
  createPlan([
    createOperation('update', 'themes/Acme', {
      live: {
        colors: { header: '#111111}</style><script>parent.broken=1</script>' },
        widget: { logo_url: 'https://cdn.test/a.png' },
      },
      changes: [
        createChange(['page_background', 'background_image_url'], '', 'https://cdn.test/b.png'),
        createChange(['colors', 'primary_button'], '#635dff', '#0059d6'),
      ],
    }),
    ...Array.from({ length: 5 }, (_, index) =>
      createCreation('organizations', `org-${index}`, {
        branding: { logo_url: `https://cdn.test/${index}.png`, colors: { primary: `#00000${index}`, page_background: '#fff' } },
      }),
    ),
  ]);

let files = 0;
const open = (of: Plan): Promise<Page> => openHtml(renderPlanHtml(of));
async function openHtml(html: string): Promise<Page> {
  files += 1;
  const file = join(folder, `report-${files}.html`);
  await writeFile(file, html);
  return browser.open(pathToFileURL(file).href);
}

const countShownResources = (page: Page): Promise<unknown> =>
  page.evaluate("[...document.querySelectorAll('details.r')].filter((one) => one.checkVisibility()).length");
const readCounter = (page: Page): Promise<unknown> => page.evaluate("document.getElementById('shown').value");
const nextFrame = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';
const enterFilter = (page: Page, code: string): Promise<unknown> =>
  page.evaluate(`${code}; document.getElementById('filter').dispatchEvent(new Event('input')); ${nextFrame}`);
const unfoldAll = (page: Page): Promise<unknown> => page.evaluate("document.getElementById('fold').click()");
const setMediaFeature = (page: Page, name: string, value: string): Promise<unknown> =>
  page.send('Emulation.setEmulatedMedia', { features: [{ name, value }] });

describe('filters', () => {
  test('by text, type, action and impact', async () => {
    const page = await open(createImpactPlan());
    expect(await readCounter(page)).toBe('70 of 70');
    await enterFilter(page, "document.forms.filter.q.value = 'brute-force'");
    expect(await countShownResources(page)).toBe(1);
    await enterFilter(page, "document.forms.filter.q.value = ''; document.forms.filter.type.value = 'clients'");
    // One resource, in each of its classes.
    expect(await readCounter(page)).toBe('1 of 70');
    expect(await countShownResources(page)).toBe(4);
    await enterFilter(page, "document.querySelector('[value=widens]').checked = false");
    expect(await countShownResources(page)).toBe(3);
    await enterFilter(page, "document.forms.filter.type.value = ''; document.querySelector('[value=create]').checked = false");
    expect(await readCounter(page)).toBe('8 of 70');
    expect(await page.evaluate("document.getElementById('widens').checkVisibility()")).toBe(false);
  });
  test('rows of a block, and the numbers count them', async () => {
    const page = await open(createAlikePlan(5));
    expect(await countShownResources(page)).toBe(1);
    await enterFilter(page, "document.forms.filter.q.value = 'https://3.test'");
    expect(await readCounter(page)).toBe('1 of 5');
    expect(
      await page.evaluate("[...document.querySelectorAll('tr[data-r]')].filter((row) => row.checkVisibility()).length"),
    ).toBe(1);
    await enterFilter(page, "document.forms.filter.q.value = 'one more address'");
    expect(await readCounter(page)).toBe('5 of 5');
    await enterFilter(page, "document.forms.filter.q.value = 'nothing has this'");
    expect(await countShownResources(page)).toBe(0);
  });
  test('the picture leads to the blocks', async () => {
    const page = await open(createSamplePlan());
    await enterFilter(page, "document.forms.filter.q.value = 'nothing has this'");
    expect(await countShownResources(page)).toBe(0);
    await page.evaluate(
      `document.querySelector('svg a').dispatchEvent(new MouseEvent('click', { bubbles: true })); ${nextFrame}`,
    );
    expect(
      await page.evaluate('document.querySelector(":target").open && document.querySelector(":target").checkVisibility()'),
    ).toBe(true);
  });
  test('all blocks fold and unfold', async () => {
    const page = await open(createSamplePlan());
    const unfolded = "document.querySelectorAll('details.r[open]').length";
    await unfoldAll(page);
    expect(await page.evaluate("document.querySelectorAll('details:not([open])').length")).toBe(0);
    await unfoldAll(page);
    expect(await page.evaluate(unfolded)).toBe(0);
  });
  test('what is filtered out unfolds, too', async () => {
    const page = await open(createSamplePlan());
    await enterFilter(page, "document.forms.filter.type.value = 'roles'");
    await unfoldAll(page);
    expect(await page.evaluate("document.querySelectorAll('details:not([open])').length")).toBe(0);
  });
  test('a few changes are open at first, and fold', async () => {
    const plan = createSamplePlan();
    const page = await open({ ...plan, operations: plan.operations.filter(({ address }) => address.startsWith('clients/')) });
    const folded = "document.querySelectorAll('details.r:not([open])').length";
    expect(await page.evaluate(folded)).toBe(0);
    await unfoldAll(page);
    expect(await page.evaluate(folded)).toBe(await countShownResources(page));
  });
  test('drift by its cause', async () => {
    const page = await openHtml(renderDriftHtml(createSampleDrift()));
    const all = Number(await countShownResources(page));
    await enterFilter(page, "document.querySelector('[value=tenant-changed]').checked = false");
    const others = Number(await countShownResources(page));
    expect(others).toBeGreaterThan(0);
    expect(others).toBeLessThan(all);
  });
});

describe('everywhere', () => {
  test('without a script it is a readable document', async () => {
    const page = await open(createSamplePlan());
    await page.send('Emulation.setScriptExecutionDisabled', { value: true });
    await page.send('Page.reload');
    await expect
      .poll(() => page.evaluate("document.readyState === 'complete' && !document.documentElement.classList.contains('js')"))
      .toBe(true);
    expect(await page.evaluate("getComputedStyle(document.getElementById('filter')).display")).toBe('none');
    expect(await countShownResources(page)).toBe(7);
  });
  test.each([320, 360, 380, 768])('nothing is wider than a screen of %i', async (width) => {
    const page = await open(createRefusedPlan());
    await page.send('Emulation.setDeviceMetricsOverride', { width, height: 740, deviceScaleFactor: 1, mobile: width < 500 });
    await unfoldAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });
  test.each(['light', 'dark'])('everything can be read in %s', async (scheme) => {
    const page = await open(createRefusedPlan());
    await setMediaFeature(page, 'prefers-color-scheme', scheme);
    await unfoldAll(page);
    const page3 = await page.evaluate(`(${contrasts})()`);
    expect(page3).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] > 128')).toBe(
      scheme === 'light',
    );
  });
  test('long names break', async () => {
    const page = await open(
      createPlan(
        ['x', 'w'].map((name) => createCreation('clients', name.repeat(3000), { ['y'.repeat(3000)]: 'z'.repeat(3000) })),
      ),
    );
    await page.send('Emulation.setDeviceMetricsOverride', { width: 360, height: 740, deviceScaleFactor: 1, mobile: true });
    await unfoldAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});

describe('accessible', () => {
  const pages: Readonly<Record<string, () => string>> = {
    alike: () => renderPlanHtml(createAlikePlan(5)),
    looks: () => renderPlanHtml(createLooksPlan()),
    impact: () => renderPlanHtml({ ...createImpactPlan(), refusals: createRefusedPlan().refusals }),
    sample: () => renderPlanHtml(createRefusedPlan()),
    empty: () => renderPlanHtml(createPlan()),
    drift: () => renderDriftHtml(createSampleDrift()),
    result: () =>
      renderResultHtml(
        createResult([createOperationResult('failed', createOperation('update', 'clients/A'), { problems: [createProblem()] })]),
      ),
  };
  test.each(
    Object.keys(pages).flatMap((name) =>
      ['light', 'dark'].flatMap((scheme) => [390, 1280].map((width) => [name, scheme, width] as const)),
    ),
  )('%s, %s, %i pixels wide: no rule of axe is broken', async (name, scheme, width) => {
    const page = await openHtml(pages[name]?.() ?? '');
    await setMediaFeature(page, 'prefers-color-scheme', scheme);
    await page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    await page.evaluate(axe.source);
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary]))',
    );
    expect(violations).toEqual([]);
  });
  test('every block is reached and folded by the keyboard', async () => {
    const page = await open(createImpactPlan());
    await page.evaluate("document.querySelector('details.r > summary').focus()");
    const isOpen = "document.querySelector('details.r').open";
    expect(await page.evaluate(isOpen)).toBe(true);
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
    await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...enter });
    await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    expect(await page.evaluate(isOpen)).toBe(false);
  });
  test('on paper everything is open', async () => {
    const page = await open(createImpactPlan());
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.evaluate("document.querySelectorAll('details:not([open])').length")).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.evaluate("document.querySelectorAll('details.r:not([open])').length")).toBe(2);
  });
});

describe('a rendered page', () => {
  const nasty = [
    '<style>h1{color:rgb(1,2,3)}</style><h1>Hi</h1><script>parent.broken = 1; fetch("http://127.0.0.1:9/a")</script>',
    '<img src="http://127.0.0.1:9/b"><link rel=stylesheet href="http://127.0.0.1:9/c"><iframe src="http://127.0.0.1:9/d"></iframe>',
    '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/e"><a id=go href="http://127.0.0.1:9/f" style="position:fixed;inset:0">x</a>',
    '<style>@import "http://127.0.0.1:9/g";body{background:url(http://127.0.0.1:9/h)}</style>',
  ].join('\n');
  test('has its styles, runs nothing, loads nothing, and leads nowhere', async () => {
    const change = { ...createChange(['body'], '<p>old</p>\n', nasty, 'text'), presentation: 'html' } as const;
    const page = await open(createPlan([createOperation('update', 'emailTemplates/x', { changes: [change] })]));
    await page.evaluate("document.querySelectorAll('iframe')[1].scrollIntoView()");
    const box = await page.evaluate(
      "(({ x, y }) => ({ x: x + 60, y: y + 60 }))(document.querySelectorAll('iframe')[1].getBoundingClientRect())",
    );
    await page.evaluate(nextFrame);
    for (const type of ['mousePressed', 'mouseReleased'])
      await page.send('Input.dispatchMouseEvent', { type, ...Object(box), button: 'left', clickCount: 1 });
    await page.evaluate(`${nextFrame}.then(() => ${nextFrame})`);
    const requested = page.events
      .filter(({ method }) => method === 'Network.requestWillBeSent')
      .map(({ params }) => JSON.stringify(params?.request))
      .filter((request) => request.includes('127.0.0.1'));
    expect(requested).toEqual([]);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.evaluate('document.querySelectorAll("iframe").length')).toBe(2);
  });
});

describe('a theme', () => {
  test('is drawn, whatever its values are, and loads nothing', async () => {
    const page = await open(createLooksPlan());
    await page.evaluate("document.querySelector('.login').scrollIntoView()");
    await page.evaluate(`${nextFrame}.then(() => ${nextFrame})`);
    expect(await page.evaluate("document.querySelectorAll('.login iframe').length")).toBe(2);
    expect(
      page.events
        .filter(({ method }) => method === 'Network.requestWillBeSent')
        .map(({ params }) => JSON.stringify(params?.request))
        .filter((request) => request.includes('cdn.test')),
    ).toEqual([]);
    expect(await page.evaluate('window.broken')).toBeUndefined();
  });
  test('is no wider than a phone', async () => {
    const page = await open(createLooksPlan());
    await page.send('Emulation.setDeviceMetricsOverride', { width: 320, height: 740, deviceScaleFactor: 1, mobile: true });
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  });
});

describe('hostile names', () => {
  const operations = fc.sample(hostilePlan, { numRuns: 80, seed: 7 }).flatMap((one) => one.operations);
  const hostile = createPlan(
    operations.map((one, index) => ({ ...one, id: `${index}`, liveId: `${index}`, address: `${one.address}${index}` })),
  );

  test('run nothing, load nothing, make no elements', async () => {
    const page = await open(hostile);
    await unfoldAll(page);
    const said = page.events.filter(({ method }) =>
      ['Log.entryAdded', 'Runtime.exceptionThrown', 'Audits.issueAdded'].includes(method ?? ''),
    );
    expect(said).toEqual([]);
    const requests = page.events.filter(({ method }) => method === 'Network.requestWillBeSent');
    expect(requests).toHaveLength(1);
    expect(
      await page.evaluate(
        "document.querySelectorAll('img, iframe, object, embed, link, base, script:not(:last-of-type)').length",
      ),
    ).toBe(0);
    expect(
      await page.evaluate("new Set([...document.querySelectorAll('details.r')].flatMap((one) => one.dataset.r.split(' '))).size"),
    ).toBe(hostile.operations.filter(({ action }) => action !== 'note').length);
  });
  test('what is injected all the same does not run', async () => {
    const page = await open(createSamplePlan());
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.broken = 1\">')");
    const script =
      "const one = document.createElement('script'); one.textContent = 'window.broken = 1'; document.body.append(one)";
    await page.evaluate(`${script}; ${nextFrame}`);
    expect(await page.evaluate('window.broken')).toBeUndefined();
  });
});

test('a thousand changed resources are there, and filtered, in less than a second', async () => {
  const large = createLargePlan(1000);
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const page = await open(large);
    const loaded = Number(await page.evaluate('performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd'));
    const filtered = Number(
      await page.evaluate(`(async () => { const from = performance.now(); document.forms.filter.q.value = 'fortytwo';
      document.getElementById('filter').dispatchEvent(new Event('input')); await ${nextFrame}; return performance.now() - from; })()`),
    );
    expect(await readCounter(page)).toBe('200 of 1000');
    times.push(Math.max(loaded, filtered));
  }
  console.log(`1,000 resources: ${Math.round(Math.min(...times))} ms`);
  expect(Math.min(...times)).toBeLessThan(1000);
});

test('a group of many operations is one node', async () => {
  const creates = Array.from({ length: 70 }, (_, index) => createOperation('create', `clients/${index}`));
  const grants = creates.map(({ id }, index) => createOperation('create', `clientGrants/${index}`, { dependsOn: [id] }));
  const page = await open(createPlan([...creates, ...grants]));
  expect(await page.evaluate("document.querySelectorAll('svg rect').length")).toBe(2);
});

/** Runs in the page: texts whose colour is too close to what is behind them. */
const contrasts = `() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const luminance = (rgb) => rgb.slice(0, 3).map((one) => one / 255).map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, index) => sum + one * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const bad = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('script, style, svg') || !element.checkVisibility({ visibilityProperty: true })) continue;
    const opacity = Number(getComputedStyle(element).opacity);
    const [text, ground] = [parse(getComputedStyle(element).color), behind(element)];
    const seen = text.map((one, index) => one * opacity + (ground[index] ?? 0) * (1 - opacity));
    const [a, b] = [luminance(seen), luminance(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.add(element.tagName + '.' + element.className + ' ' + ratio.toFixed(2));
  }
  return [...bad];
}`;
