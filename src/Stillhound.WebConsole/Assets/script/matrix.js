// Rows against columns; shade is the share of a row.
import { share } from './theme.js';

export function matrix(data, look) {
  return {
    tooltip: { ...look.tooltip, formatter: (p) => `${data.rows[p.value[1]]}\n${data.columns[p.value[0]]}: ${share(p.value[2])}` },
    grid: { left: 150, right: 10, top: 6, bottom: 124 },
    xAxis: { ...look.axis, type: 'category', data: data.columns, axisTick: { show: false }, axisLabel: { ...look.text, rotate: 60, width: 140, overflow: 'truncate' } },
    yAxis: { ...look.axis, type: 'category', data: data.rows, inverse: true, axisTick: { show: false }, axisLabel: { ...look.text, width: 138, overflow: 'truncate' } },
    series: [{
      type: 'heatmap', emphasis: { disabled: true },
      data: data.cells.map(([r, c, v]) => ({ value: [c, r, v], itemStyle: { color: look.campaign, opacity: 0.08 + 0.92 * Math.min(1, v), borderColor: look.card, borderWidth: 1 } })),
    }],
  };
}

matrix.height = (data) => 140 + Math.max(6, data.rows.length) * Math.max(6, Math.min(22, 700 / Math.max(1, data.rows.length)));
