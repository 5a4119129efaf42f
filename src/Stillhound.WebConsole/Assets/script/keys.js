// The keyboard: rows of the first table of a page, and places.
const places = { o: '/', c: '/campaigns', d: '/decisions', i: '/ingest', l: '/ledger' };
let going = false;
const silent = 'stillhound.keys-off';

export function keys() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable]')) return;
    // Who dictates, or holds a key by accident, can have single keys do nothing.
    if (localStorage.getItem(silent)) return;
    if (event.key === '?') return open();
    if (going) {
      going = false;
      if (places[event.key]) go(places[event.key]);
      return;
    }
    const rows = [...document.querySelectorAll('table.rows tbody tr')];
    const at = rows.findIndex((row) => row.classList.contains('at'));
    switch (event.key) {
      case 'g': going = true; break;
      case 'j': move(rows, at, 1); break;
      case 'k': move(rows, at, -1); break;
      case 'Enter': if (at >= 0 && event.target === rows[at] && rows[at].dataset.open) go(rows[at].dataset.open); break;
      case 'e': if (at >= 0 && rows[at].dataset.open) go(`${rows[at].dataset.open}#evidence`); else document.getElementById('evidence')?.scrollIntoView(); break;
      case 'x': rows[at]?.querySelector('input[type=checkbox]')?.click(); rows[at]?.classList.toggle('marked'); break;
      case 'u': history.back(); break;
      case '/': { const search = document.querySelector('input[type=search]'); if (search) { search.focus(); event.preventDefault(); } break; }
      default:
    }
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-keys]')) open();
  });
  document.addEventListener('change', (event) => {
    if (!event.target.matches?.('[data-keys-on]')) return;
    if (event.target.checked) localStorage.removeItem(silent);
    else localStorage.setItem(silent, '1');
  });
}

function open() {
  const help = document.querySelector('dialog[data-help]');
  if (!help || help.open) return;
  help.querySelector('[data-keys-on]').checked = !localStorage.getItem(silent);
  help.showModal();
}

function move(rows, at, by) {
  if (rows.length === 0) return;
  const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))];
  rows[at]?.classList.remove('at');
  next.classList.add('at');
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

// Through a link, so that it goes the way of every other one.
function go(address) {
  const link = document.createElement('a');
  link.href = address;
  document.body.append(link);
  link.click();
  link.remove();
}
