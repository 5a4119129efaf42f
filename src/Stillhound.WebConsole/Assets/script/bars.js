// Named values beside each other; a second value of the same name is everybody's.
import { count, share } from './theme.js';

const row = 30;

export function bars(data, look, width) {
  const told = data.format === 'share' ? share : data.format === 'signed' ? (n) => `${n < 0 ? '−' : '+'}${Math.abs(n).toFixed(1)}` : count;
  const room = width < 560 ? 150 : Math.min(430, Math.round(width * 0.42));
  const signed = data.format === 'signed';
  return {
    tooltip: { ...look.tooltip, formatter: (p) => `${p.name}\n${p.seriesName}: ${told(p.data.told ?? p.value)}` },
    legend: data.others ? { top: 0, right: 8, textStyle: look.text, itemHeight: 10 } : undefined,
    grid: { left: room, right: 64, top: data.others ? 28 : 6, bottom: 26 },
    xAxis: { ...look.axis, type: 'value', axisLabel: { ...look.text, formatter: told, hideOverlap: true }, splitNumber: width < 560 ? 3 : 5 },
    yAxis: { ...look.axis, type: 'category', inverse: true, data: data.names, axisLabel: { ...look.text, width: room - 12, overflow: 'truncate' } },
    series: [
      {
        name: data.name ?? 'This campaign', type: 'bar', barMaxWidth: 16, emphasis: { disabled: true }, itemStyle: { color: look.campaign },
        // One overwhelming measurement must not shrink the others to nothing; its label keeps its value.
        data: data.values.map((n, i) => ({
          value: signed ? Math.max(-30, Math.min(30, n)) : n, told: n, link: data.links?.[i],
          itemStyle: { color: n < 0 ? look.against : look.campaign }, label: { show: true, position: n < 0 ? 'left' : 'right', formatter: told(n), color: look.ink, fontSize: 12 },
        })),
      },
      ...(data.others ? [{ name: data.othersName ?? 'Everybody', type: 'bar', barMaxWidth: 16, emphasis: { disabled: true }, itemStyle: { color: look.people }, data: data.others }] : []),
    ],
  };
}

bars.height = (data) => 50 + data.names.length * (data.others ? row + 12 : row);
