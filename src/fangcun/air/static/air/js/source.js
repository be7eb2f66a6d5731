// One episode in one <video>: through hls.js, the browser's own HLS, or the plain film, whichever it can.
import { noteBandwidth, recallBandwidth } from "air/bandwidth";
import { isLoaded, loadEngine } from "air/engine";
import { playlistLoader, segmentLoader } from "air/loaders";
import { Opening, engineOf } from "air/opening";
import { prefs } from "air/prefs";
import { wish } from "air/subtitles";

const FULL_BUFFER_S = 30;
// Less than the first segment: no second one is asked for before somebody watches.
const HEAD_BUFFER_S = 0.4;
const STALE = new Set([401, 403, 404, 410]);

// On a bad line say so after some seconds, not after half a minute.
const PATIENCE = {
  default: {
    maxTimeToFirstByteMs: 8_000,
    maxLoadTimeMs: 30_000,
    timeoutRetry: { maxNumRetry: 2, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2_000 },
  },
};

// Whether hls.js can work here; the question is answered before it has come.
function canFill() {
  const Media = window.ManagedMediaSource ?? window.MediaSource;
  return Boolean(Media?.isTypeSupported?.('video/mp4; codecs="avc1.42E01E,mp4a.40.2"'));
}

export class Source {
  #hls = null;
  #watched = false;
  #recovered = false;
  #controller = new AbortController();

  // `at` is in seconds; `ahead` loads the head only; `begun` is an opening that plays already; `onTrouble` is told
  // "stale", "offline" or "broken".
  constructor(video, episode, { at = 0, ahead = false, begun = null, onTrouble }) {
    this.opening = begun;
    this.video = video;
    this.prefix = episode.prefix;
    this.onTrouble = onTrouble;
    this.#watched = !ahead;
    // Kept when the element has its film: one that is asked to play before would forget it.
    this.ready = !episode.playlist || !canFill() ? this.#openPlain(episode, at) : this.#openHls(episode, at);
  }

  // The head is enough until somebody watches.
  watch() {
    this.#watched = true;
    if (this.#hls) this.#hls.config.maxBufferLength = FULL_BUFFER_S;
  }

  // Go on loading after the line was lost; what is in the buffer stays.
  resume() {
    this.#hls?.startLoad();
  }

  // The languages that the film can be read in: [{code, name}].
  get subtitles() {
    return (this.#hls?.subtitleTracks ?? []).map(({ lang, name }) => ({ code: lang ?? "", name }));
  }

  // Show the subtitles that the viewer wants; none where the film has no such language.
  subtitle() {
    const hls = this.#hls;
    if (!hls) return;
    const track = hls.subtitleTracks.findIndex(({ lang }) => lang === wish.subtitles);
    hls.subtitleDisplay = track >= 0;
    if (track !== hls.subtitleTrack) hls.subtitleTrack = track;
  }

  // The sizes there are, as lines of the short side, the smallest first.
  get sizes() {
    return (this.#hls?.levels ?? []).map(({ width, height }) => Math.min(width, height));
  }

  // Go over to the quality the viewer wants; `now` gives up what is loaded in another.
  requality({ now = false } = {}) {
    const hls = this.#hls;
    if (!hls?.levels.length) return;
    const wanted = prefs.quality === "auto" ? (prefs.saving ? 0 : -1) : this.sizes.findLastIndex((lines) => lines <= prefs.quality);
    const level = prefs.quality === "auto" ? wanted : Math.max(0, wanted);
    if (now) hls.nextLevel = level;
    else hls.loadLevel = level;
  }

  // Seconds of the episode that are here beyond what is shown.
  get ahead() {
    const { buffered, currentTime } = this.video;
    for (let i = 0; i < buffered.length; i += 1) {
      if (buffered.start(i) <= currentTime && currentTime <= buffered.end(i)) return buffered.end(i) - currentTime;
    }
    return 0;
  }

  close() {
    this.#controller.abort();
    this.opening?.close();
    if (this.#hls) noteBandwidth(this.#hls.bandwidthEstimate);
    this.#hls?.destroy();
    this.#hls = null;
    this.video.removeAttribute("src");
    this.video.load();
  }

  async #openHls(episode, at) {
    const name = engineOf(episode);
    const early = this.#watched && !at && !isLoaded(name);
    this.opening ??= early ? Opening.of(this.video, episode) : null;
    if (this.opening) {
      // The element has its film; hls.js comes while the first second plays, and not before: the line is one.
      this.#follow(this.opening, name, episode);
      return;
    }
    await this.#openEngine(name, episode, { at, media: this.video });
  }

  async #follow(opening, name, episode) {
    try {
      const media = await opening.media;
      await this.#openEngine(name, episode, { at: 0, media, kept: opening.kept });
    } catch (error) {
      if (this.#controller.signal.aborted) return;
      if (error.status || !navigator.onLine) this.onTrouble(STALE.has(error.status) ? "stale" : "offline");
      else await this.#openEngine(name, episode, { at: 0, media: this.video }).then(() => this.video.play()).catch(() => {});
    }
  }

  async #openEngine(name, episode, { at, media, kept }) {
    const Hls = await loadEngine(name).catch(() => null);
    if (this.#controller.signal.aborted) return;
    if (!Hls) return void this.onTrouble("offline");
    const { loader } = Hls.DefaultConfig;
    const hls = new Hls({
      startPosition: at > 0 ? at : -1,
      startLevel: 0,
      startFragPrefetch: true,
      abrEwmaDefaultEstimate: recallBandwidth(),
      capLevelToPlayerSize: true,
      maxBufferLength: this.#watched ? FULL_BUFFER_S : HEAD_BUFFER_S,
      // Without this hls.js takes the seconds above as the least, and loads 60 MB: whole episodes, in their first size.
      maxBufferSize: 0,
      backBufferLength: 30,
      pLoader: playlistLoader(loader, episode),
      fLoader: segmentLoader(loader, { onOffline: () => this.onTrouble("offline"), kept }),
      manifestLoadPolicy: PATIENCE,
      playlistLoadPolicy: PATIENCE,
      fragLoadPolicy: PATIENCE,
    });
    this.#hls = hls;
    hls.on(Hls.Events.ERROR, (_, error) => {
      if (error.fatal) this.#fail(error);
    });
    hls.on(Hls.Events.FRAG_BUFFERED, () => noteBandwidth(hls.bandwidthEstimate));
    hls.once(Hls.Events.MANIFEST_PARSED, () => setTimeout(() => this.video.dispatchEvent(new Event("sizes"))));
    // The first segment is the smallest, whatever is wanted: a picture at once, a fine one a second later.
    hls.once(Hls.Events.FRAG_BUFFERED, () => { if (prefs.quality !== "auto" || prefs.saving) this.requality(); });
    // hls.js makes a choice of its own right after it tells of the tracks; ours comes then.
    hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => setTimeout(() => {
      this.subtitle();
      this.video.dispatchEvent(new Event("subtitles"));
    }));
    // Tracks that are known before there is a film to show them with are switched off again by the browser.
    const load = () => hls.loadSource(episode.prefix + episode.playlist);
    if (name === "hls.js") hls.once(Hls.Events.MEDIA_ATTACHED, load);
    else load();
    hls.attachMedia(media);
  }

  #openPlain(episode, at) {
    const once = { signal: this.#controller.signal };
    const canList = episode.playlist && this.video.canPlayType("application/vnd.apple.mpegurl");
    this.video.src = episode.prefix + (canList || !episode.film ? episode.playlist : episode.film);
    this.video.addEventListener("loadedmetadata", () => { if (at > 0) this.video.currentTime = at; }, once);
    this.video.addEventListener("error", () => {
      const network = this.video.error?.code === MediaError.MEDIA_ERR_NETWORK;
      // The browser does not tell a refused address from a bad file: try a fresh address first.
      this.onTrouble(network && !navigator.onLine ? "offline" : "stale");
    }, once);
  }

  #fail(error) {
    if (error.type === "networkError") {
      this.onTrouble(STALE.has(error.response?.code) ? "stale" : "offline");
    } else if (error.type === "mediaError" && !this.#recovered) {
      this.#recovered = true;
      this.#hls.recoverMediaError();
    } else {
      this.onTrouble("broken");
    }
  }
}
