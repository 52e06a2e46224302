import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan/plan.ts';
import { renderPlanHtml } from '../../src/reporter/html/html-plan.ts';
import { hostilePlan } from '../support/hostile-values.ts';
import { createLargePlan } from '../support/large-plan.ts';
import { createCreation, createOperation, createPlan } from '../support/plan-builders.ts';
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

let files = 0;
async function open(of: Plan): Promise<Page> {
  files += 1;
  const file = join(folder, `plan-${files}.html`);
  await writeFile(file, renderPlanHtml(of));
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
  test('by text, type, action and risk', async () => {
    const page = await open(createSamplePlan());
    expect(await countShownResources(page)).toBe(7);
    await enterFilter(page, "document.forms.filter.q.value = 'wrongusername'");
    expect(await countShownResources(page)).toBe(1);
    await enterFilter(page, "document.forms.filter.q.value = ''; document.forms.filter.type.value = 'clients'");
    expect(await readCounter(page)).toBe('2 of 7');
    await enterFilter(page, "document.querySelector('[value=create]').checked = false");
    expect(await readCounter(page)).toBe('1 of 7');
    await enterFilter(page, "document.forms.filter.type.value = ''; document.querySelector('[value=safe]').checked = false");
    expect(await readCounter(page)).toBe('3 of 7');
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
    expect(await page.evaluate(unfolded)).toBe(7);
    await unfoldAll(page);
    expect(await page.evaluate(unfolded)).toBe(0);
  });
  test('a few changes are open at first, and fold', async () => {
    const plan = createSamplePlan();
    const page = await open({ ...plan, operations: plan.operations.filter(({ address }) => address.startsWith('clients/')) });
    const folded = "document.querySelectorAll('details.r:not([open])').length";
    expect(await page.evaluate(folded)).toBe(0);
    await unfoldAll(page);
    expect(await page.evaluate(folded)).toBe(await countShownResources(page));
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
    const page = await open(createPlan([createCreation('clients', 'x'.repeat(3000), { ['y'.repeat(3000)]: 'z'.repeat(3000) })]));
    await page.send('Emulation.setDeviceMetricsOverride', { width: 360, height: 740, deviceScaleFactor: 1, mobile: true });
    await unfoldAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
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
    expect(await page.evaluate("document.querySelectorAll('details.r').length")).toBe(
      hostile.operations.filter(({ action }) => action !== 'note').length,
    );
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
