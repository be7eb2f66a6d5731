// What a viewer chose for all films: kept in the browser, for every title.
const KEPT = "fangcun.player";
const DEFAULTS = { quality: "auto", saving: false, next: true };

function read() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEPT)) };
  } catch {
    return { ...DEFAULTS };
  }
}

// quality: "auto" or the lines of the short side; saving: as few bytes as will do; next: on to the next by itself.
export const prefs = read();

export function keepPref(name, value) {
  prefs[name] = value;
  try {
    localStorage.setItem(KEPT, JSON.stringify(prefs));
  } catch {
    // A browser that keeps nothing still does it for this page.
  }
}

// Whether nothing should be fetched that nobody may look at: the viewer's own wish, or the browser's.
export function isFrugal() {
  return prefs.saving || Boolean(navigator.connection?.saveData);
}
