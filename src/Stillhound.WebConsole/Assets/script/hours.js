// The week in UTC as seven rows of 24 hours; shade is the share of the busiest hour.
import { count, two } from './theme.js';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clock = Array.from({ length: 24 }, (_, h) => two(h));

export function hours(data, look) {
  const most = Math.max(1, ...data.values);
  const colour = look[data.role ?? 'campaign'];
  return {
    tooltip: { ...look.tooltip, formatter: (p) => `${days[p.value[1]]} ${clock[p.value[0]]}:00 UTC\n${count(p.value[2])} exchanges` },
    grid: { left: 40, right: 8, top: 6, bottom: 26 },
    xAxis: { ...look.axis, type: 'category', data: clock, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...look.text, interval: 5 } },
    yAxis: { ...look.axis, type: 'category', data: days, inverse: true, axisTick: { show: false }, axisLine: { show: false } },
    series: [{
      type: 'heatmap', emphasis: { disabled: true },
      data: data.values.map((n, i) => ({ value: [i % 24, Math.floor(i / 24), n], itemStyle: { color: colour, opacity: 0.06 + 0.94 * (n / most), borderColor: look.card, borderWidth: 1 } })),
    }],
  };
}
