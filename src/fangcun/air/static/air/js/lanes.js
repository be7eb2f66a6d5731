// Which lane a line of danmaku runs in. Pure: all times are seconds of the film, all widths pixels; nothing here knows
// the page or the clock, so a pause, a seek and another speed change nothing.
export const CROSSING_S = 8;
export const STANDING_S = 4;
export const SCROLL = 0;
export const TOP = 1;
export const BOTTOM = 2;
const GAP = 24;

// How long a line is on the picture.
export function lasts(line) {
  return line.place === SCROLL ? CROSSING_S : STANDING_S;
}

// Where the left edge of a scrolling line is at a moment, on a picture so wide.
export function leftAt(line, at, width) {
  return width - ((at - line.at) / CROSSING_S) * (width + line.width);
}

// Whether two lines in one lane touch at any moment. A longer line is faster, for all cross in the same time: so the
// second may reach the first, and the last moment to ask about is when the first is gone.
export function clash(one, other, width) {
  const [first, second] = one.at <= other.at ? [one, other] : [other, one];
  const gone = first.at + lasts(first);
  if (second.at >= gone) return false;
  if (first.place !== SCROLL || second.place !== SCROLL) return true;
  const behind = (at) => leftAt(second, at, width) - leftAt(first, at, width) - first.width;
  return behind(second.at) < GAP || behind(gone) < GAP;
}

export class Lanes {
  // `lanes` is how many fit; standing lines at the top and at the bottom take theirs from the same ones.
  constructor(width, lanes) {
    this.width = width;
    this.lanes = Array.from({ length: Math.max(1, lanes) }, () => []);
  }

  // Give a line {at, width, place} its `lane`; false when there is no room for it. What `must` be shown (one's own)
  // pushes out what is in its way.
  put(line, { must = false } = {}) {
    const order = [...this.lanes.keys()];
    if (line.place === BOTTOM) order.reverse();
    const near = (lane) => this.lanes[lane].filter((other) => clash(line, other, this.width));
    let lane = order.find((each) => !near(each).length);
    if (lane === undefined) {
      if (!must) return false;
      lane = order.reduce((best, each) => (near(each).length < near(best).length ? each : best));
      const out = new Set(near(lane));
      this.lanes[lane] = this.lanes[lane].filter((other) => !out.has(other));
    }
    this.lanes[lane].push(line);
    line.lane = lane;
    return true;
  }

  take(line) {
    for (const lane of this.lanes) {
      const place = lane.indexOf(line);
      if (place >= 0) lane.splice(place, 1);
    }
  }

  // What is on the picture at a moment.
  visible(at) {
    return this.lanes.flat().filter((line) => line.at <= at && at < line.at + lasts(line));
  }
}
