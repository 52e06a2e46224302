/** Filters, unfolds and links to blocks. The page is readable without it. It writes only text and attributes, never markup. */
export const SCRIPT = `(() => {
  'use strict';
  const all = Array.from(document.querySelectorAll('details'));
  const form = document.getElementById('filter');
  addEventListener('beforeprint', () => {
    for (const one of all) {
      one.dataset.was = one.open ? '1' : '';
      one.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const one of all) one.open = one.dataset.was === '1';
  });
  const blocks = all.filter((one) => one.matches('.r'));
  const rowsOf = new Map(blocks.map((block) => [block, Array.from(block.querySelectorAll('tr[data-r]'))]));
  const openTarget = () => {
    const block = document.getElementById(location.hash.slice(1));
    if (!block || !block.matches('details.r')) return;
    block.hidden = false;
    for (const row of rowsOf.get(block)) row.hidden = false;
    block.open = true;
    const section = block.closest('section');
    if (section) section.hidden = false;
    block.scrollIntoView({ block: 'center' });
  };
  addEventListener('hashchange', openTarget);
  if (!form) return;
  document.documentElement.classList.add('js');
  const sections = Array.from(document.querySelectorAll('section')).filter((one) => one.querySelector('details.r'));
  const texts = new Map();
  const getText = (element) => {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  };
  // What all rows of a block have in common counts for each of them.
  const getRowText = (block, row) => getText(block.firstElementChild) + getText(row);
  const choices = Array.from(form.querySelectorAll('[data-choice]'), ({ dataset }) => dataset.choice);
  const checked = (name) => new Set(Array.from(form.querySelectorAll('[name=' + name + ']:checked'), (box) => box.value));
  const listShown = (block) => (rowsOf.get(block).length === 0 ? [block] : rowsOf.get(block).filter((row) => !row.hidden));
  const count = (list) => new Set(list.flatMap(listShown).flatMap(({ dataset }) => dataset.r.split(' '))).size;
  const total = count(blocks);
  const filter = () => {
    const words = form.elements.q.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const type = form.elements.type.value;
    const wanted = choices.map((name) => [name, checked(name)]);
    for (const block of blocks) {
      const { dataset } = block;
      const fits =
        (type === '' || dataset.type === type) &&
        wanted.every(([name, values]) => dataset[name].split(' ').some((value) => values.has(value)));
      const rows = rowsOf.get(block);
      for (const row of rows) row.hidden = !words.every((word) => getRowText(block, row).includes(word));
      const isFound = rows.length === 0 ? words.every((word) => getText(block).includes(word)) : rows.some((row) => !row.hidden);
      block.hidden = !(fits && isFound);
    }
    for (const section of sections) section.hidden = !section.querySelector('details.r:not([hidden])');
    document.getElementById('shown').value = count(blocks.filter((block) => !block.hidden)) + ' of ' + total;
  };
  let pendingFrame;
  form.addEventListener('input', () => {
    cancelAnimationFrame(pendingFrame);
    pendingFrame = requestAnimationFrame(filter);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  const fold = document.getElementById('fold');
  const setFoldLabel = (open) => {
    fold.textContent = open ? 'unfold all' : 'fold all';
  };
  setFoldLabel(all.some((one) => !one.open));
  fold.addEventListener('click', () => {
    const open = fold.textContent.startsWith('unfold');
    for (const one of open ? all : blocks) one.open = open;
    setFoldLabel(!open);
  });
  filter();
  openTarget();
})();`;
