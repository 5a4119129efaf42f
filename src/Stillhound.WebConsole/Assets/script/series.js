// Counts over time: a panel for each series, on one clock and scales of their own.
import { colourOf, count, utc } from './theme.js';

const panel = 104;
const gap = 30;

export function series(data, look, width) {
  const { start, step } = data;
  const end = start + data.series[0].values.length * step;
  return {
    tooltip: {
      ...look.tooltip, trigger: 'axis',
      formatter: (rows) => [utc(start + rows[0].dataIndex * step), ...data.series.map((s) => `${s.name}: ${count(s.values[rows[0].dataIndex] ?? 0)}`)].join('\n'),
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    grid: data.series.map((_, i) => ({ left: 60, right: 16, top: 26 + i * (panel + gap), height: panel })),
    xAxis: data.series.map((_, i) => ({
      ...look.axis, gridIndex: i, type: 'time', min: start, max: end, splitNumber: Math.max(2, Math.floor(width / 160)), splitLine: { show: false },
      axisLabel: i === data.series.length - 1 ? look.text : { show: false },
    })),
    yAxis: data.series.map((s, i) => ({ ...look.axis, gridIndex: i, type: 'value', min: 0, splitNumber: 3, name: s.name, nameGap: 8, nameTextStyle: { ...look.text, align: 'left', padding: [0, 0, 0, -52] } })),
    series: data.series.map((s, i) => ({
      name: s.name, type: 'line', step: 'end', symbol: 'none', xAxisIndex: i, yAxisIndex: i, silent: true, emphasis: { disabled: true },
      lineStyle: { width: 1.5, color: colourOf(look, s.role, i) }, areaStyle: { color: colourOf(look, s.role, i), opacity: 0.25 },
      data: s.values.map((n, k) => [start + k * step, n]),
      markLine: i > 0 || !data.marks?.length ? undefined : {
        silent: true, symbol: 'none', lineStyle: { color: look.against, type: 'solid' },
        label: { color: look.muted, fontSize: 11, formatter: (m) => (data.marks.length === 1 ? m.name : '') },
        data: data.marks.map((m) => ({ xAxis: m.at, name: m.text })),
      },
    })),
  };
}

series.height = (data) => 50 + data.series.length * (panel + gap);
