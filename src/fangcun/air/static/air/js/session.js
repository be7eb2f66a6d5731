// What the device knows of the player: what is on (lock screen, headset keys), and that it must not fall asleep.
export class Session {
  #lock = null;

  // `player` has toggle(), step(by), skip(seconds), seek(seconds) and `video`.
  constructor(player) {
    this.player = player;
    document.addEventListener("visibilitychange", () => this.#awake());
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    const can = {
      play: () => { if (player.video?.paused) player.toggle(); },
      pause: () => { if (!player.video?.paused) player.toggle(); },
      nexttrack: () => player.step(1),
      previoustrack: () => player.step(-1),
      seekbackward: ({ seekOffset }) => player.skip(-(seekOffset ?? 10)),
      seekforward: ({ seekOffset }) => player.skip(seekOffset ?? 10),
      seekto: ({ seekTime }) => player.seek(seekTime),
    };
    for (const [name, act] of Object.entries(can)) {
      try {
        mediaSession.setActionHandler(name, act);
      } catch {
        // A browser that does not know this key has none.
      }
    }
  }

  // Say what is on: the line of the episode, the title's name, the address of a poster (may be empty).
  show({ episode, name, poster }) {
    if (!window.MediaMetadata) return;
    const artwork = poster ? [{ src: new URL(poster, location.href).href }] : [];
    navigator.mediaSession.metadata = new MediaMetadata({ title: episode, artist: name, artwork });
  }

  // `playing` or not; keeps the screen on while it does.
  tell(playing) {
    this.playing = playing;
    if (navigator.mediaSession) navigator.mediaSession.playbackState = playing ? "playing" : "paused";
    this.#place();
    this.#awake();
  }

  #place() {
    const { video } = this.player;
    if (!Number.isFinite(video?.duration) || !navigator.mediaSession?.setPositionState) return;
    const position = Math.min(video.currentTime, video.duration);
    navigator.mediaSession.setPositionState({ duration: video.duration, playbackRate: video.playbackRate, position });
  }

  async #awake() {
    const wanted = Boolean(this.playing) && !document.hidden;
    if (!wanted) {
      this.#lock?.release().catch(() => {});
      this.#lock = null;
    } else if (!this.#lock || this.#lock.released) {
      // Refused on an empty battery, for one: then the screen goes off as it always does.
      this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    }
  }
}
