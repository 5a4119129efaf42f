// Where the keyboard is, and what is said to who does not see what changed.

/** Says something in the one place that stays through every change of the page. */
export function tell(text) {
  const place = document.querySelector('[data-told]');
  if (!place) return;
  place.textContent = '';
  setTimeout(() => { place.textContent = text; }, 60);
}

/** What has the focus, in words that find it again in the next page. */
export function remembered() {
  const element = document.activeElement;
  const box = element?.closest?.('[id]');
  return box && element !== document.body ? { box: box.id, tag: element.tagName, label: labelOf(element) } : null;
}

/** Gives the focus back to what had it, or to the table that it was at, and tells what the table shows now. */
export function restore(before) {
  const box = before && document.getElementById(before.box);
  if (!box) return toHead();
  const same = [...box.querySelectorAll(before.tag)].find((e) => labelOf(e) === before.label);
  (same ?? box.querySelector('.table-scroll, a, button') ?? document.getElementById('main'))?.focus({ preventScroll: true });
  tell([box.querySelector('.table-count')?.textContent, box.querySelector('.pager span')?.textContent, sortOf(box)].filter(Boolean).join(', '));
}

/** To what became of an act, or to the heading of a new page. */
export function toHead() {
  const target = document.querySelector('[data-flash]') ?? document.querySelector('main h1') ?? document.getElementById('main');
  if (target && !target.hasAttribute('tabindex')) target.tabIndex = -1;
  target?.focus({ preventScroll: true });
}

function sortOf(box) {
  const head = box.querySelector('th[aria-sort=ascending], th[aria-sort=descending]');
  return head && `sorted by ${labelOf(head)}, ${head.getAttribute('aria-sort')}`;
}

function labelOf(element) {
  return (element.name || element.getAttribute('aria-label') || element.textContent).replace(/[▲▼]/g, '').trim();
}
