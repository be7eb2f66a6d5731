// Which hls.js plays an episode: the small one, unless the film brings subtitles or other sound.
const loaded = new Map();

// The playlists at hand tell; where they are not, the large one can do everything.
export function engineOf(episode) {
  const master = episode.inline?.[episode.playlist];
  return master && !master.includes("#EXT-X-MEDIA:") ? "hls.js/light" : "hls.js";
}

// The class itself; the same promise for everybody who asks.
export function loadEngine(name) {
  if (!loaded.has(name)) loaded.set(name, (name === "hls.js" ? import("hls.js") : import("hls.js/light")).then((m) => m.default));
  return loaded.get(name);
}
