// Says when the server does not answer, and when it does again.
export function lost() {
  document.querySelector('[data-lost]')?.removeAttribute('hidden');
}

export function shown() {
  document.querySelector('[data-lost]')?.setAttribute('hidden', '');
}
