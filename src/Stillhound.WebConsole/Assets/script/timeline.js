// What happened, one lane for each kind of thing.
import { utc } from './theme.js';

export function timeline(data, look, width) {
  return {
    tooltip: { ...look.tooltip, formatter: (p) => `${utc(p.value[0])}\n${p.data.text}` },
    grid: { left: 130, right: 20, top: 10, bottom: 30 },
    xAxis: { ...look.axis, type: 'time', min: data.from, max: data.to, splitNumber: Math.max(2, Math.floor(width / 170)), splitLine: { show: false } },
    yAxis: { ...look.axis, type: 'category', data: data.lanes, inverse: true, splitLine: { show: true, lineStyle: { color: look.line } } },
    series: [{
      type: 'scatter', symbolSize: (v) => 8 + Math.min(14, Math.log2(1 + v[2]) * 1.6), emphasis: { disabled: true },
      data: data.points.map((p) => ({ value: [p.at, p.lane, p.accounts], text: p.text, itemStyle: { color: p.against ? look.against : look.campaign, opacity: 0.85 } })),
    }],
  };
}

timeline.height = (data) => 50 + data.lanes.length * 34;
