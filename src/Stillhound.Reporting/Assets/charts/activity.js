// Exchanges over time. Everybody has a panel and a scale of their own, under the campaign's and on the same clock.
import { area, countAxis, marks, steps, timeAxis } from './series.js';
import { colour, count, tooltip, utc } from './theme.js';

export function activity(data, campaign, width) {
  const list = [
    { time: campaign.first, text: 'first seen', shade: colour.muted, dash: 'dotted', distance: 4 },
    { time: campaign.detected, text: 'detected', shade: colour.against, dash: 'solid', distance: 18 },
  ];
  return panels(data, { name: 'This campaign', counts: campaign.activity }, list, width);
}

export function overview(data, width) {
  const list = data.campaigns.filter((c) => c.detected !== null).slice(0, 20)
    .map((c) => ({ time: c.detected, text: '', shade: colour.against, dash: 'solid', distance: 4 }));
  return panels(data, { name: 'Members of campaigns', counts: data.activity.campaigns }, list, width);
}

function panels(data, upper, list, width) {
  const { start, width: step, population } = data.activity;
  const end = start + population.length * step;
  const marked = list.some((m) => m.text);
  const top = marked ? 60 : 24;
  const series = area(upper.name, steps(upper.counts, start, step), colour.campaign, 0);
  return {
    tooltip: { ...tooltip, trigger: 'axis', formatter: (rows) => told(rows, upper, data) },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    grid: [
      { left: 52, right: 18, top, height: 108 },
      { left: 52, right: 18, top: top + 146, height: 72 },
    ],
    xAxis: [timeAxis(0, start, end, false, width), timeAxis(1, start, end, true, width)],
    yAxis: [countAxis(0, upper.name, marked ? 36 : 10), countAxis(1, 'Everybody')],
    series: [
      { ...series, markLine: marks(list, start, end) },
      area('Everybody', steps(population, start, step), colour.people, 1),
    ],
  };
}

function told(rows, upper, data) {
  const { start, width: step, population } = data.activity;
  const i = Math.min(rows[0].dataIndex, population.length - 1);
  return `${utc(start + i * step)}<br>${upper.name}: <b>${count(upper.counts[i] ?? 0)}</b><br>Everybody: <b>${count(population[i])}</b>`;
}
