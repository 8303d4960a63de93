// From numbers to places in a picture.

/** Round numbers from 0 to what holds the largest, about as many as asked for; whole ones, as cards are counted. */
export function ticks(largest: number, wanted = 4): number[] {
  const rough = Math.max(1, largest) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((of) => of * power).find((size) => size >= rough) ?? 1);
  const made: number[] = [];
  for (let tick = 0; made.length === 0 || (made.at(-1) ?? 0) < largest; tick += step) made.push(tick);
  return made.length > 1 ? made : [0, step];
}

/** Which of so many are named below, where there is room for `most` names: the last is one of them. */
export function named(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  const made: number[] = [];
  for (let at = count - 1; at >= 0; at -= step) made.unshift(at);
  return made;
}

/** Values on top of each other: for each layer, from where to where it reaches at each place. */
export function stacked(layers: readonly (readonly number[])[]): [low: number, high: number][][] {
  const floor: number[] = [];
  return layers.map((layer) =>
    layer.map((value, at): [number, number] => {
      const low = floor[at] ?? 0;
      floor[at] = low + value;
      return [low, low + value];
    }),
  );
}

/** What joins the points of an area: along its top, and back along its bottom. */
export function areaPath(xs: readonly number[], band: readonly (readonly [number, number])[], y: (value: number) => number): string {
  const top = xs.map((x, at) => `${x},${y(band[at]?.[1] ?? 0)}`);
  const bottom = xs.map((x, at) => `${x},${y(band[at]?.[0] ?? 0)}`).reverse();
  return top.length === 0 ? "" : `M${top.join("L")}L${bottom.join("L")}Z`;
}
