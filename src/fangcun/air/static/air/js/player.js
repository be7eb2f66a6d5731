// The player: three <video> elements take turns as the episode before, this one and the next.
import { Controls } from "air/controls";
import { EpisodeLists, say } from "air/episodes";
import { Feed } from "air/feed";
import { Memory } from "air/memory";
import { Reel } from "air/reel";
import { Source } from "air/source";

const NOTE_EVERY_MS = 5_000;
const ASK_EVERY_MS = 10_000;
const NEARLY_OVER_S = 3;

class Player {
  #slots = [];
  #noted = 0;
  #renewed = null;

  constructor(root, data) {
    this.words = data.words;
    this.address = data.addresses.watch;
    this.name = data.feed.title.name;
    this.muted = false;
    this.speed = 1;
    this.root = root;
    this.feed = new Feed(data.feed, data.addresses.feed);
    this.memory = new Memory(data.addresses.remember, data.csrf);
    this.reel = new Reel(root.querySelector(".reel"), (number) => this.#show(number));
    this.controls = new Controls(root, this, this.words);
    this.lists = new EpisodeLists(root, { words: this.words, onPick: (number) => this.#pick(number) });
    this.#slots = [0, 1, 2].map(() => this.#slot());
    this.controls.setMuted(false);
    this.#lay();
    this.reel.go(data.number);
    this.#keepWatch();
  }

  get video() {
    return this.#find(this.reel.number)?.video ?? null;
  }

  step(by) {
    this.reel.step(by);
  }

  toggle() {
    const { video } = this;
    if (!video) return;
    if (video.paused) this.#play(video);
    else video.pause();
  }

  seek(seconds) {
    if (this.video) this.video.currentTime = seconds;
  }

  skip(seconds) {
    const { video } = this;
    if (video) video.currentTime = Math.min(Math.max(0, video.currentTime + seconds), video.duration || 0);
  }

  setMuted(muted, { byBrowser = false } = {}) {
    this.muted = muted;
    for (const { video } of this.#slots) video.muted = muted;
    this.controls.setMuted(muted, { byBrowser });
  }

  setSpeed(speed) {
    this.speed = speed;
    for (const { video } of this.#slots) Object.assign(video, { playbackRate: speed, defaultPlaybackRate: speed });
  }

  toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  // After trouble: a fresh address, and on from where it stopped.
  retry() {
    this.#renewed = null;
    this.#renew(this.reel.number);
  }

  #pick(number) {
    this.root.querySelector("#episodes").close();
    this.reel.go(number);
  }

  // ---- what is on show

  #lay() {
    this.reel.lay(this.feed.numbers, (slide, number) => this.#drawStill(slide, number));
    for (const slot of this.#slots) if (slot.number !== null) this.reel.place(slot.video, slot.number);
    this.lists.draw(this.feed, this.reel.number);
  }

  #drawStill(slide, number) {
    const episode = this.feed.episodes.get(number);
    const state = episode ? "ready" : "making";
    if (slide.dataset.state === state) return;
    slide.dataset.state = state;
    const poster = episode?.poster || this.feed.title.poster;
    const pictures = poster ? ["wash", "still"].map((kind) => {
      const picture = Object.assign(document.createElement("img"), { className: kind, alt: "", loading: "lazy", decoding: "async" });
      picture.src = poster;
      return picture;
    }) : [];
    slide.replaceChildren(...pictures.slice(0, episode ? 2 : 1));
    if (episode) return;
    const note = document.createElement("div");
    note.className = "note";
    note.append(document.createElement("i"), this.#line("b", say(this.words.making, { n: number })), this.#line("span", this.words.making_hint));
    slide.append(note);
  }

  #line(tag, text) {
    return Object.assign(document.createElement(tag), { textContent: text });
  }

  async #show(number) {
    for (const slot of this.#slots) if (slot.number !== number) this.#leave(slot);
    this.#renewed = null;
    this.#describe(number);
    const episode = this.feed.episodes.get(number);
    if (!episode) {
      this.controls.setTime(0, 0);
      this.controls.setState("making");
      return;
    }
    this.controls.setState("starting");
    this.controls.setTime(episode.position_ms / 1000, episode.duration_ms / 1000);
    if (!this.feed.outlives(episode)) await this.feed.refresh(number).catch(() => {});
    if (this.reel.number === number) this.#start(number);
  }

  #describe(number) {
    const name = this.feed.episodes.get(number)?.name;
    const episode = say(this.words.episode, { n: number });
    for (const place of this.root.querySelectorAll(".line .episode")) place.textContent = name ? `${episode} · ${name}` : episode;
    document.title = `${this.name} · ${episode} · 方寸`;
    const address = this.address.replace("/0/", `/${number}/`);
    if (location.pathname !== address) history.replaceState(null, "", address);
    this.lists.draw(this.feed, number);
  }

  // ---- the three videos

  #slot() {
    const video = document.createElement("video");
    Object.assign(video, { playsInline: true, preload: "auto", disableRemotePlayback: true });
    const slot = { video, number: null, source: null };
    const mine = (act) => () => { if (slot.number === this.reel.number && this.controls) act(); };
    video.addEventListener("timeupdate", mine(() => this.#tick(slot)));
    video.addEventListener("playing", mine(() => { this.controls.setState("playing"); this.#prepareNext(); }));
    video.addEventListener("waiting", mine(() => this.controls.setState("waiting")));
    video.addEventListener("pause", mine(() => { if (!video.ended) { this.controls.setState("paused"); this.#note(slot); } }));
    video.addEventListener("ended", mine(() => this.#end(slot)));
    this.root.querySelector(".reel").append(video);
    return slot;
  }

  #find(number) {
    return this.#slots.find((slot) => slot.number === number && slot.source) ?? null;
  }

  // The slot of a number, loaded; the one farthest from the screen is taken for a new number.
  #load(number, { ahead = false } = {}) {
    const episode = this.feed.episodes.get(number);
    const held = this.#find(number);
    if (held && held.source.prefix === episode.prefix) return held;
    const distance = (slot) => (slot.number === null ? Infinity : Math.abs(slot.number - this.reel.number));
    const free = this.#slots.filter((slot) => slot.number !== this.reel.number);
    const slot = held ?? free.sort((a, b) => distance(b) - distance(a))[0];
    slot.source?.close();
    slot.number = number;
    this.reel.place(slot.video, number);
    Object.assign(slot.video, { muted: this.muted, defaultPlaybackRate: this.speed, playbackRate: this.speed });
    slot.source = new Source(slot.video, episode, {
      at: episode.position_ms / 1000, ahead, onTrouble: (kind) => this.#trouble(slot, number, kind),
    });
    return slot;
  }

  #start(number) {
    const slot = this.#load(number);
    slot.source.watch();
    this.#noted = -NOTE_EVERY_MS;
    this.#play(slot.video);
  }

  #prepareNext() {
    const next = this.reel.beside(1);
    const episode = next === null ? null : this.feed.episodes.get(next);
    if (episode && this.feed.outlives(episode)) this.#load(next, { ahead: true });
  }

  #leave(slot) {
    if (slot.number === null || slot.video.paused) return;
    slot.video.pause();
    this.#note(slot);
  }

  async #play(video) {
    video.muted = this.muted;
    try {
      await video.play();
    } catch (error) {
      // Browsers start with sound only after a first touch: begin without, and offer it.
      if (error.name !== "NotAllowedError" || video !== this.video) return;
      if (!this.muted) {
        this.setMuted(true, { byBrowser: true });
        await this.#play(video);
      } else {
        this.controls.setState("paused");
      }
    }
  }

  #end(slot) {
    this.#note(slot);
    const episode = this.feed.episodes.get(slot.number);
    episode.position_ms = 0;
    if (this.reel.beside(1) !== null) return this.step(1);
    this.controls.setState("paused");
    return this.controls.toast(this.feed.awaited === null ? this.words.finished : this.words.caught_up);
  }

  // ---- positions

  #tick(slot) {
    const { currentTime, duration } = slot.video;
    this.controls.setTime(currentTime, duration || 0);
    if (performance.now() - this.#noted > NOTE_EVERY_MS) this.#note(slot);
  }

  #note(slot, { leaving = false } = {}) {
    const episode = this.feed.episodes.get(slot.number);
    const { currentTime, duration } = slot.video;
    if (!episode || !currentTime) return;
    this.#noted = performance.now();
    episode.position_ms = currentTime > duration - NEARLY_OVER_S ? 0 : currentTime * 1000;
    this.memory.note(slot.number, currentTime * 1000, { leaving });
  }

  // ---- what changes while the page is open

  #keepWatch() {
    window.addEventListener("pagehide", () => {
      const slot = this.#find(this.reel.number);
      if (slot) this.#note(slot, { leaving: true });
    });
    window.addEventListener("online", () => {
      if (this.root.dataset.state === "trouble") this.retry();
    });
    setInterval(() => this.#askForMore(), ASK_EVERY_MS);
  }

  async #askForMore() {
    const { awaited } = this.feed;
    if (awaited === null || document.hidden) return;
    const news = await this.feed.refresh(awaited).catch(() => false);
    if (!news) return;
    this.#lay();
    if (this.root.dataset.state === "making" && this.feed.episodes.has(this.reel.number)) this.#show(this.reel.number);
    else if (this.root.dataset.state === "playing") this.#prepareNext();
  }

  // An address that ran out or an episode that was recut is fetched anew, once; a lost line is told.
  #trouble(slot, number, kind) {
    if (slot.number !== number) return;
    if (number !== this.reel.number) {
      slot.source.close();
      Object.assign(slot, { number: null, source: null });
    } else if (kind === "stale" && this.#renewed !== number) {
      this.#renew(number);
    } else {
      this.controls.showTrouble(kind === "offline" ? this.words.offline : this.words.broken);
    }
  }

  async #renew(number) {
    this.#renewed = number;
    const slot = this.#find(number);
    if (slot?.video.currentTime) this.feed.episodes.get(number).position_ms = slot.video.currentTime * 1000;
    try {
      await this.feed.refresh(number);
    } catch {
      if (this.reel.number === number) this.controls.showTrouble(this.words.offline);
      return;
    }
    if (this.reel.number !== number || !this.feed.episodes.has(number)) return;
    slot?.source.close();
    if (slot) slot.source = null;
    this.controls.setState("starting");
    this.#start(number);
  }
}

const data = JSON.parse(document.getElementById("player-data").textContent);
new Player(document.querySelector(".watch"), data);
