// hls.js itself, fetched when an episode first asks for it; in two builds.
const loaded = new Map();

// Whether it is here, or on its way.
export function isLoaded(name) {
  return loaded.has(name);
}

// The class itself; the same promise for everybody who asks. One that did not come is asked for again.
export function loadEngine(name) {
  if (!loaded.has(name)) {
    const coming = name === "hls.js" ? import("hls.js") : import("hls.js/light");
    loaded.set(name, coming.then((module) => module.default));
    coming.catch(() => loaded.delete(name));
  }
  return loaded.get(name);
}
