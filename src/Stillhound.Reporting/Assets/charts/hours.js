// The week as seven rows of 24 hours; shade is the share of the busiest hour.
import { axis, colour, count, plain, text, tooltip } from './theme.js';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clock = Array.from({ length: 24 }, (_, h) => String(h).padStart(2, '0'));

export function hours(counts, whose) {
  const most = Math.max(1, ...counts);
  const shade = whose === 'all traffic' ? colour.people : colour.campaign;
  return {
    tooltip: { ...tooltip, formatter: (p) => `${days[p.value[1]]} ${clock[p.value[0]]}:00 UTC<br><b>${count(p.value[2])}</b> exchanges` },
    grid: { left: 38, right: 6, top: 6, bottom: 24 },
    xAxis: { ...axis, type: 'category', data: clock, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...text, interval: 5 } },
    yAxis: { ...axis, type: 'category', data: days, inverse: true, axisTick: { show: false }, axisLine: { show: false } },
    series: [{
      ...plain,
      type: 'heatmap',
      data: counts.map((n, i) => ({
        value: [i % 24, Math.floor(i / 24), n],
        itemStyle: { color: shade, opacity: 0.06 + 0.94 * (n / most), borderColor: 'var(--card)', borderWidth: 1 },
      })),
    }],
  };
}
