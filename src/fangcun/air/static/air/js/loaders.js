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
      const { stats } = this;
      const now = performance.now();
      Object.assign(this, { context, config, callbacks });
      Object.assign(stats, { loaded: text.length, total: text.length });
      Object.assign(stats.loading, { start: now, first: now, end: now });
      const response = { url: new URL(context.url, location.href).href, data: text, code: 200 };
      // Gone when somebody swiped on before this turn was over.
      queueMicrotask(() => this.callbacks?.onSuccess(response, stats, context, null));
      return undefined;
    }
  };
}

// A loader of segments that tells how long a file really took which the page had asked for before it: taken for the
// speed of the line, a file that was there already would make hls.js believe in any size. `onOffline` is called when
// there is no line: hls.js itself tries every size in turn, again and again, before it says so.
export function segmentLoader(Base, onOffline) {
  return class extends Base {
    load(context, config, callbacks) {
      if (!navigator.onLine) queueMicrotask(onOffline);
      const asked = performance.now();
      const onSuccess = (response, stats, ...rest) => {
        const [earlier] = performance.getEntriesByName(response.url, "resource");
        if (earlier?.responseEnd && earlier.startTime < asked) {
          Object.assign(stats.loading, { start: earlier.startTime, first: earlier.responseStart || earlier.startTime });
        }
        callbacks.onSuccess(response, stats, ...rest);
      };
      return super.load(context, config, { ...callbacks, onSuccess });
    }
  };
}
