// How fast this line was, carried from one episode to the next and from one visit to the next.
const KEPT = "fangcun.bandwidth";
const FIRST_GUESS = 1_000_000;
const LEAST = 200_000;
const MOST = 20_000_000;
const GOOD_FOR_MS = 24 * 3600 * 1000;
// Another day may be another line: what is kept is believed a little less.
const CAUTION = 0.8;

let known = null;

function sane(bits) {
  return Math.min(Math.max(bits, LEAST), MOST);
}

// Bits a second to begin with.
export function recallBandwidth() {
  if (known) return known;
  try {
    const { bits, at } = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    if (Number.isFinite(bits) && Math.abs(Date.now() - at) < GOOD_FOR_MS) return sane(bits * CAUTION);
  } catch {
    // A browser that keeps nothing begins with the guess.
  }
  return FIRST_GUESS;
}

export function noteBandwidth(bits) {
  if (!Number.isFinite(bits) || bits <= 0) return;
  known = sane(bits);
  try {
    localStorage.setItem(KEPT, JSON.stringify({ bits: Math.round(known), at: Date.now() }));
  } catch {
    // It still holds for this page.
  }
}
