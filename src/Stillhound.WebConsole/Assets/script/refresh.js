// Parts of a page that say how often they change are asked for again, as long as somebody looks and types nothing in them.
import { lost, shown } from './connection.js';
import { remembered, restore, tell, toHead } from './focus.js';

export function refresh(begin) {
  let waited = 0;
  setInterval(async () => {
    const parts = [...document.querySelectorAll('[data-live]')];
    const isLost = !document.querySelector('[data-lost]')?.hidden;
    if ((parts.length === 0 && !isLost) || document.hidden) return;
    waited += 1;
    if (waited < Math.min(...parts.map((p) => +p.dataset.live || 5), isLost ? 2 : 3600)) return;
    waited = 0;
    const address = location.href;
    try {
      const response = await fetch(address, { headers: { Accept: 'text/html' } });
      // What was awaited may turn out not to be there.
      const awaited = document.querySelector('[data-awaited]');
      if (!(response.ok || (awaited && response.status === 404)) || response.redirected) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (address !== location.href) return;
      shown();
      if (awaited && !page.querySelector('[data-awaited]')) arrive(page);
      else renew(page);
      begin(document);
    } catch {
      lost();
    }
  }, 1000);
}

function renew(page) {
  const next = page.querySelectorAll('[data-live]');
  document.querySelectorAll('[data-live]').forEach((part, i) => {
    if (!next[i] || part.contains(document.activeElement) || part.querySelector('details[open]') || part.innerHTML === next[i].innerHTML) return;
    const [before, after] = [saidIn(part), saidIn(next[i])];
    if (after !== before) tell(after ?? 'What was awaited is here.');
    part.replaceWith(document.adoptNode(next[i]));
  });
}

// What was awaited can change any part of the page, its title too; while somebody types, it waits.
function arrive(page) {
  const [main, next, at] = [document.getElementById('main'), page.getElementById('main'), document.activeElement];
  if (!main || !next || main.querySelector('details[open]') || (main.contains(at) && at.matches('input, textarea, select'))) return;
  const focus = main.contains(at) && remembered();
  document.title = page.title;
  main.replaceWith(document.adoptNode(next));
  if (focus?.tag === 'H1') toHead();
  else if (focus) restore(focus);
  tell('What was awaited is here.');
}

function saidIn(part) {
  return part.querySelector('[role=status], [role=alert]')?.textContent.trim();
}
