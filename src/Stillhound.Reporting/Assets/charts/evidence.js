// Weights of evidence: bars to the right speak for the campaign, bars to the left against it.
import { axis, colour, nameAxis, plain, tooltip } from './theme.js';

// One overwhelming measurement must not shrink the others to nothing; its label and the table keep its weight.
const longest = 30;

export function evidence(items, width) {
  const narrow = width < 560;
  const room = narrow ? 130 : 270;
  return {
    tooltip: { ...tooltip, formatter: (p) => `weight ${signed(items[p.dataIndex][1])} (log10 likelihood ratio)` },
    grid: { left: room + 16, right: 44, top: 8, bottom: 44 },
    xAxis: {
      ...axis,
      type: 'value',
      name: narrow ? 'against  |  for' : 'against the campaign  |  for the campaign  (log10 likelihood ratio)',
      nameLocation: 'middle',
      nameGap: 28,
      splitNumber: narrow ? 3 : 6,
    },
    yAxis: nameAxis(items.map((item) => item[0]), room),
    series: [{
      ...plain,
      type: 'bar',
      barMaxWidth: 16,
      data: items.map(([, weight]) => ({
        value: Math.max(-longest, Math.min(longest, weight)),
        itemStyle: { color: weight < 0 ? colour.against : colour.campaign },
        label: { show: true, position: weight < 0 ? 'left' : 'right', formatter: signed(weight), color: colour.ink, fontSize: 12 },
      })),
      markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colour.muted, type: 'solid' }, data: [{ xAxis: 0 }] },
    }],
  };
}

const signed = (weight) => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;
