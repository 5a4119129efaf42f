// Parts of a page that say how often they change are asked for again, as long as somebody looks and types nothing in them.
import { lost, shown } from './connection.js';
import { tell } from './focus.js';

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
      if (!response.ok || response.redirected) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (address !== location.href) return;
      shown();
      const now = document.querySelectorAll('[data-live]');
      const next = page.querySelectorAll('[data-live]');
      now.forEach((part, i) => {
        if (!next[i] || part.contains(document.activeElement) || part.querySelector('details[open]') || part.innerHTML === next[i].innerHTML) return;
        const [before, after] = [saidIn(part), saidIn(next[i])];
        if (after !== before) tell(after ?? 'What was awaited is here.');
        part.replaceWith(document.adoptNode(next[i]));
      });
      begin(document);
    } catch {
      lost();
    }
  }, 1000);
}

function saidIn(part) {
  return part.querySelector('[role=status], [role=alert]')?.textContent.trim();
}
