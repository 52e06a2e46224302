/** Filters, expands and links to blocks. The page is readable without it. It writes only text and attributes, never markup. */
export const SCRIPT = `(() => {
  'use strict';
  const form = document.getElementById('filter');
  if (!form) return;
  document.documentElement.classList.add('js');
  const blocks = Array.from(document.querySelectorAll('details.r'));
  const texts = new Map();
  const textOf = (block) => {
    if (!texts.has(block)) texts.set(block, block.textContent.toLowerCase());
    return texts.get(block);
  };
  const checked = (name) => new Set(Array.from(form.querySelectorAll('[name=' + name + ']:checked'), (box) => box.value));
  const filter = () => {
    const words = form.elements.q.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const type = form.elements.type.value;
    const actions = checked('action');
    const risks = checked('risk');
    let shown = 0;
    for (const block of blocks) {
      const { dataset } = block;
      const fits = (type === '' || dataset.type === type) && actions.has(dataset.action) && risks.has(dataset.risk);
      block.hidden = !(fits && words.every((word) => textOf(block).includes(word)));
      if (!block.hidden) shown += 1;
    }
    document.getElementById('shown').value = shown + ' of ' + blocks.length;
  };
  let pendingFrame;
  form.addEventListener('input', () => {
    cancelAnimationFrame(pendingFrame);
    pendingFrame = requestAnimationFrame(filter);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  const fold = document.getElementById('fold');
  const setFoldLabel = (open) => {
    fold.textContent = open ? 'expand all' : 'collapse all';
  };
  setFoldLabel(blocks.some((block) => !block.open));
  fold.addEventListener('click', () => {
    const open = fold.textContent.startsWith('expand');
    for (const block of blocks) if (!block.hidden) block.open = open;
    setFoldLabel(!open);
  });
  const openTarget = () => {
    const block = document.getElementById(location.hash.slice(1));
    if (!block || !block.matches('details.r')) return;
    block.hidden = false;
    block.open = true;
    block.scrollIntoView({ block: 'center' });
  };
  addEventListener('hashchange', openTarget);
  filter();
  openTarget();
})();`;
