// Groups of accounts and what they share, where the server put them. Everything is a link that changes the address, so that back undoes it.
import { count } from './theme.js';

export function graph(data, look) {
  return {
    tooltip: { ...look.tooltip, formatter: (p) => (p.dataType === 'edge' ? `${count(p.data.accounts)} accounts` : p.data.told ?? p.name) },
    legend: { top: 0, left: 0, textStyle: look.text, itemHeight: 10, data: data.kinds, selectedMode: false },
    series: [{
      type: 'graph', layout: 'none', roam: true, emphasis: { focus: 'adjacency' }, left: 40, right: 40, top: 44, bottom: 24,
      categories: data.kinds.map((name, i) => ({ name, itemStyle: { color: look.palette[i % look.palette.length] } })),
      label: { show: true, position: 'right', color: look.ink, fontSize: 11, width: 130, overflow: 'truncate' },
      labelLayout: { hideOverlap: true },
      edgeLabel: { show: false },
      lineStyle: { color: look.people, opacity: 0.45, curveness: 0.05 },
      data: data.nodes.map((n) => ({ ...n, symbolSize: n.size, symbol: n.symbol ?? 'circle', cursor: n.link ? 'pointer' : 'default', ...(n.quiet ? { label: { show: false } } : {}), itemStyle: { borderColor: n.open ? look.ink : look.card, borderWidth: n.open ? 2 : 1 } })),
      links: data.edges.map((e) => ({ ...e, lineStyle: { width: e.width } })),
    }],
  };
}

graph.height = (data) => data.height ?? 560;
