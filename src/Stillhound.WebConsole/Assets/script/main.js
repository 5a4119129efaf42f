// Begins everything once the page is there, and again for what a navigation brought.
import { charts } from './charts.js';
import { keys } from './keys.js';
import { follow } from './navigation.js';
import { refresh } from './refresh.js';

function begin(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    time.title = new Date(time.dateTime).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
  }
  charts(root);
}

document.addEventListener('DOMContentLoaded', () => {
  begin(document);
  follow(begin);
  refresh(begin);
  keys();
});
