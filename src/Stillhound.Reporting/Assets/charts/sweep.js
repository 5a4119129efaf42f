// What becomes of detection as campaigns turn one dial. The page's head has the key of the four lines.
import { axis, colour, plain, text, tooltip } from './theme.js';

// Tables say - where there is no share to speak of; a line has a gap there.
const percent = (share) => (share === null ? '-' : `${Math.round(share * 100)}%`);

const lines = [
  { part: 'recall', name: 'Recall', shade: colour.campaign, dash: 'solid', symbol: 'circle' },
  { part: 'act', name: 'Recall at act', shade: colour.campaign, dash: [5, 4], symbol: 'emptyCircle' },
  { part: 'precision', name: 'Precision', shade: colour.people, dash: [2, 3], symbol: 'rect' },
  { part: 'leak', name: 'Leak', shade: colour.against, dash: 'solid', symbol: 'triangle' },
];

export function sweep(data) {
  return {
    tooltip: { ...tooltip, trigger: 'axis', formatter: (rows) => told(data, rows[0].dataIndex) },
    grid: { left: 46, right: 16, top: 14, bottom: 40 },
    xAxis: {
      ...axis,
      type: 'category',
      boundaryGap: false,
      data: data.values,
      name: data.dial,
      nameLocation: 'middle',
      nameGap: 26,
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: { ...axis, type: 'value', min: 0, max: 1, interval: 0.25, axisLabel: { ...text, formatter: percent } },
    series: lines.map((line) => ({
      ...plain,
      name: line.name,
      type: 'line',
      data: data[line.part],
      symbol: line.symbol,
      symbolSize: 6,
      lineStyle: { color: line.shade, width: 2, type: line.dash },
      itemStyle: { color: line.shade },
    })),
  };
}

function told(data, i) {
  const rows = lines.map((line) => `${line.name}: <b>${percent(data[line.part][i])}</b>`);
  return [`${data.dial} ${data.values[i]}`, ...rows].join('<br>');
}
