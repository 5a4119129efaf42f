// How many accounts had been attached by each moment.
import { area, countAxis, marks, steps, timeAxis } from './series.js';
import { colour, count, tooltip, utc } from './theme.js';

export function attached(data, campaign) {
  const { start, width: step, population } = data.activity;
  const end = start + population.length * step;
  const list = [{ time: campaign.detected, text: 'detected', shade: colour.against, dash: 'solid', distance: 4 }];
  const total = area('Accounts attached', steps(campaign.attached, start, step), colour.campaign, 0);
  return {
    tooltip: {
      ...tooltip,
      trigger: 'axis',
      formatter: (rows) => {
        const i = Math.min(rows[0].dataIndex, campaign.attached.length - 1);
        return `by ${utc(start + (i + 1) * step)}<br><b>${count(campaign.attached[i])}</b> accounts attached`;
      },
    },
    grid: [{ left: 52, right: 18, top: 30, height: 90 }],
    xAxis: [timeAxis(0, start, end, true, 900)],
    yAxis: [countAxis(0, '')],
    series: [{ ...total, markLine: marks(list, start, end) }],
  };
}
