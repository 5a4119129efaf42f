// Draws the charts of a page from the data that stands beside each. Their text and tables are already in the page.
import * as echarts from 'echarts/core';
import { BarChart, GraphChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { bars } from './bars.js';
import { graph } from './graph.js';
import { hours } from './hours.js';
import { matrix } from './matrix.js';
import { series } from './series.js';
import { theme } from './theme.js';
import { timeline } from './timeline.js';

echarts.use([BarChart, GraphChart, HeatmapChart, LineChart, ScatterChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

const kinds = { bars, graph, hours, matrix, series, timeline };
const drawn = new Map();

const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 30));

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (drawn.has(target)) draw(target);
  }
});

export function charts(root) {
  for (const [element, { chart }] of drawn) {
    if (element.isConnected) continue;
    chart.dispose();
    resized.unobserve(element);
    drawn.delete(element);
  }
  const later = [];
  for (const element of root.querySelectorAll('.chart[data-chart]')) {
    // Room first, so that nothing moves when what is out of sight is drawn.
    makeRoom(element);
    if (drawn.has(element) || element.getBoundingClientRect().top < innerHeight) draw(element);
    else later.push(element);
  }
  drawLater(later);
}

// What nobody sees yet must not keep what they see waiting.
function drawLater(elements) {
  if (elements.length === 0) return;
  idle(() => {
    const next = elements.shift();
    if (next.isConnected) draw(next);
    drawLater(elements);
  });
}

addEventListener('beforeprint', () => document.querySelectorAll('.chart[data-chart]').forEach(draw));

function sourceOf(element) {
  return document.querySelector(`script[data-for="${CSS.escape(element.id)}"]`)?.textContent;
}

function makeRoom(element) {
  const source = sourceOf(element);
  const height = source && kinds[element.dataset.chart].height?.(JSON.parse(source));
  if (height) element.style.height = `${height}px`;
}

function draw(element) {
  const source = sourceOf(element);
  if (!source || element.clientWidth === 0) return;
  const look = theme(element);
  const shown = [element.clientWidth, look.ink, look.card, source].join();
  const before = drawn.get(element);
  if (before?.shown === shown) return;
  const chart = before?.chart ?? begin(element);
  drawn.set(element, { chart, shown });
  const data = JSON.parse(source);
  chart.resize();
  chart.setOption({ animation: false, useUTC: true, textStyle: { fontFamily: look.font, color: look.ink }, ...kinds[element.dataset.chart](data, look, element.clientWidth) }, true);
}

function begin(element) {
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  resized.observe(element);
  // Where an element of a chart leads, it leads like a link.
  chart.on('click', (event) => {
    const to = event.data?.link;
    if (!to) return;
    const link = document.createElement('a');
    link.href = to;
    link.toggleAttribute('data-keep-scroll', true);
    document.body.append(link);
    link.click();
    link.remove();
  });
  return chart;
}
