// What a campaign is after, as shares of its exchanges.
import { axis, colour, nameAxis, plain, tooltip } from './theme.js';

export function targets(items, width) {
  const room = width < 560 ? 130 : 200;
  return {
    tooltip: { ...tooltip, formatter: (p) => `${(100 * p.value).toFixed(1)}% of exchanges` },
    grid: { left: room + 16, right: 52, top: 4, bottom: 4 },
    xAxis: { ...axis, type: 'value', min: 0, max: 1, show: false },
    yAxis: nameAxis(items.map((item) => item[0]), room),
    series: [{
      ...plain,
      type: 'bar',
      barMaxWidth: 16,
      showBackground: true,
      backgroundStyle: { color: 'var(--line)', opacity: 0.5 },
      itemStyle: { color: colour.campaign },
      label: { show: true, position: 'right', color: colour.ink, fontSize: 12, formatter: (p) => `${Math.round(100 * p.value)}%` },
      data: items.map((item) => item[1]),
    }],
  };
}
