// Counts by bucket as steps on a time axis.
import { axis, colour, plain, short, text } from './theme.js';

// Each bucket is held over its width, so the last one needs an end point of its own.
export function steps(counts, start, width) {
  const points = counts.map((n, i) => [start + i * width, n]);
  if (counts.length > 0) points.push([start + counts.length * width, counts[counts.length - 1]]);
  return points;
}

export function area(name, points, shade, grid) {
  return {
    ...plain,
    name,
    type: 'line',
    step: 'end',
    symbol: 'none',
    data: points,
    xAxisIndex: grid,
    yAxisIndex: grid,
    lineStyle: { color: shade, width: 1.5 },
    itemStyle: { color: shade },
    areaStyle: { color: shade, opacity: 0.18 },
  };
}

export function timeAxis(grid, min, max, labelled, width) {
  return {
    ...axis,
    type: 'time',
    gridIndex: grid,
    min,
    max,
    splitNumber: width < 560 ? 3 : 8,
    splitLine: { show: false },
    axisTick: { ...axis.axisTick, show: labelled },
    axisLabel: { ...text, show: labelled, hideOverlap: true, formatter: dayOrHour },
  };
}

function dayOrHour(value) {
  const t = new Date(value);
  if (t.getUTCHours() === 0 && t.getUTCMinutes() === 0) {
    return `${t.getUTCDate()} ${t.toLocaleString('en', { month: 'short', timeZone: 'UTC' })}`;
  }
  return `${String(t.getUTCHours()).padStart(2, '0')}:${String(t.getUTCMinutes()).padStart(2, '0')}`;
}

// The name stands above the labels of marks, where a panel has any.
export function countAxis(grid, name, gap = 10) {
  return {
    ...axis,
    type: 'value',
    gridIndex: grid,
    min: 0,
    name,
    nameLocation: 'end',
    nameGap: gap,
    nameTextStyle: { ...text, color: colour.ink, align: 'left', padding: [0, 0, 0, -44] },
    minInterval: 1,
    splitNumber: 3,
    axisLabel: { ...text, formatter: short },
  };
}

// Vertical marks; labels lean to the side with room and stand on different heights.
export function marks(list, min, max) {
  return {
    silent: true,
    symbol: 'none',
    data: list.filter((m) => m.time !== null && m.time !== undefined).map((m) => ({
      xAxis: Math.min(Math.max(m.time, min), max),
      lineStyle: { color: m.shade, type: m.dash, width: 1.5 },
      label: {
        formatter: m.text,
        position: 'end',
        align: m.time - min > (max - min) / 2 ? 'right' : 'left',
        distance: m.distance,
        color: m.shade,
        fontSize: 12,
        fontWeight: 600,
      },
    })),
  };
}
