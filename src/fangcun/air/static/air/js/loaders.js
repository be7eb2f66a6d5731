// How hls.js comes by its files: playlists from what came with the feed, segments from what the page asked for ahead.

// The path of an address behind the episode's prefix; null for any other address.
export function pathBehind(prefix, address) {
  const root = new URL(prefix, location.href).href;
  const href = new URL(address, location.href).href;
  return href.startsWith(root) ? decodeURIComponent(href.slice(root.length).split("?")[0]) : null;
}

// A loader of playlists for one episode: those of `inline` cost nothing, others go over the line.
export function playlistLoader(Base, { prefix, inline = {} }) {
  return class extends Base {
    load(context, config, callbacks) {
      const text = inline[pathBehind(prefix, context.url)];
      if (text === undefined) return super.load(context, config, callbacks);
      const now = performance.now();
      return answer(this, { context, config, callbacks, data: text, times: { start: now, first: now, end: now } });
    }
  };
}

// Answer a request of hls.js with what is here.
function answer(loader, { context, config, callbacks, data, times }) {
  const { stats } = loader;
  const size = data.byteLength ?? data.length;
  Object.assign(loader, { context, config, callbacks });
  Object.assign(stats, { loaded: size, total: size });
  Object.assign(stats.loading, times);
  const response = { url: new URL(context.url, location.href).href, data, code: 200 };
  // Gone when somebody swiped on before this turn was over.
  queueMicrotask(() => {
    loader.callbacks?.onProgress?.(stats, context, data, null);
    loader.callbacks?.onSuccess(response, stats, context, null);
  });
}

// When a file was asked for first, when it began to come and when it was here; now, for one nobody asked for.
function timesOf(address) {
  const now = performance.now();
  const [entry] = performance.getEntriesByName(address, "resource");
  if (!entry?.responseEnd) return { start: now, first: now, end: now };
  return { start: entry.startTime, first: entry.responseStart || entry.startTime, end: entry.responseEnd };
}

// A loader of segments that tells how long a file really took which the page had asked for before it: taken for the
// speed of the line, a file that was there already would make hls.js believe in any size. `onOffline` is called when
// there is no line: hls.js itself tries every size in turn, again and again, before it says so. `kept` are files that are
// here already, by address; each is handed out once.
export function segmentLoader(Base, { onOffline, kept }) {
  return class extends Base {
    load(context, config, callbacks) {
      const address = new URL(context.url, location.href).href;
      const data = context.rangeEnd ? undefined : kept?.get(address);
      if (data) {
        kept.delete(address);
        return answer(this, { context, config, callbacks, data, times: timesOf(address) });
      }
      if (!navigator.onLine) queueMicrotask(onOffline);
      const asked = performance.now();
      const onSuccess = (response, stats, ...rest) => {
        const { start, first } = timesOf(response.url);
        if (start < asked) Object.assign(stats.loading, { start, first });
        callbacks.onSuccess(response, stats, ...rest);
      };
      return super.load(context, config, { ...callbacks, onSuccess });
    }
  };
}
