// Links and forms load in place: the page's body is replaced by the answer's. Without this script all of it works by itself.
import { shown, lost } from './connection.js';
import { remembered, restore, toHead } from './focus.js';

let current;
let shownNow = here();

export function follow(begin) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute('download') || link.origin !== location.origin || link.pathname.startsWith('/sign-') || link.pathname.startsWith('/api/')) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    load(link.href, { keep: link.hasAttribute('data-keep-scroll') }, begin);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === 'dialog' || form.getAttribute('action')?.startsWith('/sign-') || form.hasAttribute('data-plain')) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    if (form.method === 'post') {
      const multipart = form.enctype === 'multipart/form-data';
      load(form.action, { method: 'POST', body: multipart ? data : new URLSearchParams(data) }, begin);
    } else {
      const target = new URL(form.action);
      target.search = new URLSearchParams(data);
      load(target.href, { keep: true }, begin);
    }
  });
  addEventListener('popstate', () => {
    // A place of the same page is the browser's own business, as for the link that skips to the content.
    if (here() !== shownNow) load(location.href, { pop: true }, begin);
  });
  document.querySelector('[data-theme-toggle]') && document.addEventListener('click', (event) => {
    if (event.target.closest('[data-theme-toggle]')) toggleTheme(begin);
  });
}

export async function load(address, options, begin) {
  current?.abort();
  const asked = (current = new AbortController());
  document.documentElement.toggleAttribute('data-loading', true);
  try {
    const response = await fetch(address, { method: options.method ?? 'GET', body: options.body, signal: asked.signal, headers: { Accept: 'text/html' } });
    if (!response.headers.get('content-type')?.startsWith('text/html')) {
      location.assign(address);
      return;
    }
    const text = await response.text();
    if (asked.signal.aborted) return;
    shown();
    const [scroll, focus] = [scrollY, remembered()];
    show(text, begin);
    if (!options.pop) history.pushState(null, '', response.url);
    shownNow = here();
    scrollTo(0, options.keep || options.pop ? scroll : 0);
    if (options.keep) restore(focus);
    else toHead();
  } catch (error) {
    if (error.name !== 'AbortError') lost();
  } finally {
    if (current === asked) document.documentElement.toggleAttribute('data-loading', false);
  }
}

function here() {
  return location.pathname + location.search;
}

function show(text, begin) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  document.title = page.title;
  const body = document.adoptNode(page.body);
  // Only what was there before is listened to.
  const told = document.querySelector('[data-told]');
  if (told) body.querySelector('[data-told]')?.replaceWith(told);
  document.body.replaceWith(body);
  begin(document);
}

function toggleTheme(begin) {
  const root = document.documentElement;
  const dark = root.dataset.theme === 'dark' || (root.dataset.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'light' : 'dark';
  document.cookie = `stillhound.theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
  begin(document);
}
