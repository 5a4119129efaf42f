// Draws every chart of the page from the data that the page carries. Text and tables are already in the page.
import { activity, overview } from './activity.js';
import { hours } from './hours.js';
import { evidence } from './evidence.js';
import { targets } from './targets.js';
import { attached } from './attached.js';
import { sweep } from './sweep.js';
import { Stage } from './stage.js';

const data = JSON.parse(document.getElementById('report-data').textContent);

const options = {
  overview: (_, width) => overview(data, width),
  activity: (c, width) => activity(data, c, width),
  hours: (c) => hours(c ? c.hours : data.hours, c ? 'this campaign' : 'all traffic'),
  evidence: (c, width) => evidence(c.evidence, width),
  targets: (c, width) => targets(c.targets, width),
  attached: (c) => attached(data, c),
  sweep: (_, width, element) => sweep(data.sweeps[+element.dataset.sweep]),
};

const stage = new Stage((element, width) => {
  const campaign = element.dataset.campaign;
  return options[element.dataset.chart](campaign === undefined ? null : data.campaigns[+campaign], width, element);
});

for (const element of document.querySelectorAll('[data-chart]')) {
  stage.add(element, element.hasAttribute('data-eager'));
}
stage.watchPrint();
document.documentElement.dataset.ready = 'true';
