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

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = drawn.get(target);
    if (chart && target.clientWidth > 0 && Math.abs(chart.getWidth() - target.clientWidth) > 1) draw(target);
  }
});

export function charts(root) {
  for (const [element, chart] of drawn) {
    if (element.isConnected) continue;
    chart.dispose();
    resized.unobserve(element);
    drawn.delete(element);
  }
  for (const element of root.querySelectorAll('.chart[data-chart]')) {
    draw(element);
    resized.observe(element);
  }
}

function draw(element) {
  const source = document.querySelector(`script[data-for="${CSS.escape(element.id)}"]`);
  if (!source || element.clientWidth === 0) return;
  const data = JSON.parse(source.textContent);
  const look = theme(element);
  let chart = drawn.get(element);
  if (!chart) {
    chart = echarts.init(element, null, { renderer: 'canvas' });
    drawn.set(element, chart);
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
  }
  const height = kinds[element.dataset.chart].height?.(data);
  if (height) element.style.height = `${height}px`;
  chart.resize();
  chart.setOption({ animation: false, useUTC: true, textStyle: { fontFamily: look.font, color: look.ink }, ...kinds[element.dataset.chart](data, look, element.clientWidth) }, true);
}
