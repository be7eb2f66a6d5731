// The player: what is on show, what comes next, and what to do when something is in the way.
import { Controls } from "air/controls";
import { EpisodeLists, openSheet, say } from "air/episodes";
import { Feed } from "air/feed";
import { Gate } from "air/gate";
import { Memory } from "air/memory";
import { isFrugal, prefs } from "air/prefs";
import { Reel } from "air/reel";
import { begin, data, first } from "air/first";
import { floatOn } from "air/screens";
import { Session } from "air/session";
import { Slots } from "air/slots";
import { drawStill } from "air/stills";
import { Turns } from "air/turns";

const NOTE_EVERY_MS = 15_000;
const ASK_EVERY_MS = 10_000;
const NEARLY_OVER_S = 3;
const STILL_PLAYS_S = 0.5;
const COMFORT_S = 4;
const END_S = 0.5;
const STILLS_AFTER_MS = 2_000;

class Player {
  #noted = 0;
  #renewed = null;
  #settled = false;
  // Whether the screens show their posters: from the start, unless the film itself is about to.
  #pictured = !first.taken;

  constructor(root, data) {
    this.words = data.words;
    this.muted = false;
    this.root = root;
    this.feed = data.feed.turns ? new Turns(data.feed, data.addresses) : new Feed(data.feed, data.addresses);
    this.memory = new Memory(data.csrf);
    this.reel = new Reel(root.querySelector(".reel"), (number) => this.#show(number));
    this.session = new Session(this);
    this.controls = new Controls(root, this, this.words);
    this.lists = new EpisodeLists(root, { words: this.words, onPick: (number) => this.#pick(number) });
    this.slots = new Slots(this.reel, {
      timeupdate: (slot) => this.#tick(slot),
      playing: () => this.#playing(),
      waiting: (slot) => this.#wait(slot),
      pause: (slot) => this.#paused(slot),
      ended: (slot) => this.#end(slot),
      sizes: (slot) => this.controls.settings.offer(slot.source.sizes),
      resize: (slot) => this.#reshape(slot.video.videoWidth, slot.video.videoHeight),
      subtitles: (slot) => this.controls.subtitles.offer(slot.source.subtitles),
      trouble: (slot, kind) => this.#trouble(slot, kind),
    });
    const { addresses, csrf } = data;
    this.gate = new Gate(root, { addresses, csrf, words: data.gate_words, onOpen: () => this.#opened(), onPick: () => openSheet(root.querySelector("#episodes")) });
    this.controls.setMuted(false);
    this.#lay();
    this.reel.go(data.number);
    this.#keepWatch();
    setTimeout(() => this.#picture(), STILLS_AFTER_MS);
  }

  get video() {
    return this.slots?.find(this.reel.number)?.video ?? null;
  }

  // Which title and which of its episodes is on show.
  get shown() {
    const { slug, number } = this.feed.describe(this.reel.number);
    return { slug, number };
  }

  // What is shared of it.
  get parcel() {
    const { name, number, title, episode, address } = this.feed.describe(this.reel.number);
    return { title: `${name} · ${say(this.words.episode, { n: number })}`, page: address, poster: episode?.poster || title?.poster };
  }

  // The lines of the short side of what is on show; 0 while nothing is.
  get lines() {
    return Math.min(this.video?.videoWidth ?? 0, this.video?.videoHeight ?? 0);
  }

  // What filling the screen needs to know.
  get screen() {
    return { wide: this.root.dataset.shape === "wide", video: this.video };
  }

  step(by) {
    this.reel.step(by);
  }

  toggle() {
    const slot = this.slots.find(this.reel.number);
    if (!slot) return;
    if (slot.video.paused) this.#play(slot);
    else slot.video.pause();
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
    this.slots.set({ muted });
    this.controls.setMuted(muted, { byBrowser });
  }

  // Faster for a moment, whatever the speed is; null goes back to it.
  hurry(speed) {
    if (this.video) this.video.playbackRate = speed ?? this.video.defaultPlaybackRate;
  }

  // The viewer wants another quality: all films follow.
  requality() {
    this.slots.requality();
  }

  setSpeed(speed) {
    this.slots.set({ playbackRate: speed, defaultPlaybackRate: speed });
  }

  // The viewer wants other subtitles: all films follow, also those loaded later.
  subtitle() {
    this.slots.subtitle();
    if (this.video) this.controls.subtitles.offer(this.slots.find(this.reel.number).source.subtitles);
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
    this.reel.lay(this.feed.numbers, (slide, number) => {
      const episode = this.feed.episodes.get(number);
      drawStill(slide, { episode, title: this.feed.title, number, words: this.words, bare: !this.#pictured });
    });
    this.slots.settle();
    this.lists.draw(this.feed, this.reel.number);
  }

  // Stills wait until the first picture moves: they would take the line from it.
  #picture() {
    if (this.#pictured) return;
    this.#pictured = true;
    this.#announce();
    this.#lay();
  }

  // Tell the device what is on; it fetches the poster as well.
  #announce() {
    const { page, poster } = this.parcel;
    const { name } = this.feed.describe(this.reel.number);
    const line = this.root.querySelector(".line .episode").textContent;
    if (page) this.session.show({ episode: line, name, poster });
  }

  async #show(number) {
    for (const slot of this.slots.others(number)) this.#leave(slot);
    this.#renewed = null;
    this.gate.hide();
    this.#describe(number);
    const episode = this.feed.episodes.get(number);
    this.controls.thumbs.set(episode);
    if (!episode) {
      this.controls.setTime(0, 0);
      this.controls.setState("making");
      return;
    }
    this.controls.setTime(episode.position_ms / 1000, episode.duration_ms / 1000);
    if (!this.feed.opens(episode)) return void this.#stop(number);
    this.controls.setState("starting");
    this.#reshape(...this.feed.sizeOf(episode));
    if (!this.feed.outlives(episode)) await this.feed.refresh(number).catch(() => {});
    if (this.reel.number === number) this.#start(number);
    if (await this.feed.extend(number)) this.#lay();
  }

  // Wide films stand otherwise on the page than tall ones.
  #reshape(width, height) {
    if (width && height) this.root.dataset.shape = width > height ? "wide" : "tall";
  }

  // Before a lock nothing plays; what opens it is asked for there.
  #stop(number) {
    this.controls.setState("locked");
    this.gate.meet(this.feed.title.slug, number);
  }

  // Something was opened: an advertisement may open more than this episode.
  async #opened() {
    const { number } = this.reel;
    await this.feed.refresh(number).catch(() => {});
    this.lists.draw(this.feed, number);
    if (this.reel.number === number) this.#show(number);
  }

  #describe(number) {
    const shown = this.feed.describe(number);
    const { name, slug, title, episode, page } = shown;
    const words = title ? say(this.words.episode, { n: shown.number }) : this.words.making;
    const line = episode?.name ? `${words} · ${episode.name}` : words;
    const fill = (selector, text) => { for (const place of this.root.querySelectorAll(selector)) place.textContent = text; };
    fill(".line .episode", line);
    fill(".name", name);
    this.#lead(title, shown.number);
    if (this.#pictured) this.#announce();
    this.root.dataset.number = number;
    this.root.toggleAttribute("data-end", !title);
    document.title = page ? `${name} · ${words} · 方寸` : document.title;
    if (page && location.pathname !== page) history.replaceState(null, "", page);
    this.lists.draw(this.feed, number);
    // For whoever counts, talks or opens locks: this is on show now.
    this.root.dispatchEvent(new CustomEvent("fangcun:episode", { bubbles: true, detail: { slug, number: shown.number, episode, name, line, address: shown.address } }));
  }

  // On the reel across titles: the way into the title on show, at the episode after this one.
  #lead(title, number) {
    const ways = this.root.querySelectorAll(".whole");
    if (!ways.length) return;
    this.root.querySelector(".caption .label").hidden = !title?.ai_generated;
    this.root.querySelector(".beside .label").hidden = !title?.ai_generated;
    this.root.querySelector(".beside .synopsis").textContent = title?.synopsis ?? "";
    for (const way of ways) {
      way.hidden = !title;
      way.href = title ? `${title.page}${Math.min(number + 1, Math.max(title.published, title.planned, number))}/` : "";
    }
    this.root.querySelector(".amount").textContent = title ? say(this.words.all_episodes, { n: Math.max(title.published, title.planned) }) : "";
  }

  // ---- playing

  #start(number) {
    const episode = this.feed.episodes.get(number);
    if (!this.feed.opens(episode)) return this.controls.setState("locked");
    const slot = this.slots.load(episode);
    this.controls.thumbs.set(episode);
    slot.source.watch();
    this.controls.subtitles.offer(slot.source.subtitles);
    this.controls.settings.offer(slot.source.sizes);
    this.#noted = -NOTE_EVERY_MS;
    return this.#play(slot);
  }

  #playing() {
    this.session.tell(true);
    floatOn(this.video);
    this.controls.setState("playing");
    this.#settled = false;
  }

  // Once some seconds of this episode are here the line is free for what comes next.
  #settleIn(slot) {
    const { duration, currentTime } = slot.video;
    if (this.#settled || slot.source.ahead < Math.min(COMFORT_S, duration - currentTime - END_S)) return;
    this.#settled = true;
    this.#picture();
    this.#prepareNext();
  }

  // The first segment of the next episode, and no more; nothing at all for who saves data.
  async #prepareNext() {
    const next = this.reel.beside(1);
    if (next === null || isFrugal()) return;
    let episode = this.feed.episodes.get(next);
    if (!this.feed.opens(episode) || !this.feed.outlives(episode)) return;
    // One answer brings the playlists of several episodes; asked for one by one they would be many.
    if (!this.feed.complete(episode)) {
      await this.feed.refresh(next).catch(() => false);
      episode = this.feed.episodes.get(next);
    }
    if (this.reel.beside(1) === next && this.root.dataset.state === "playing") this.slots.load(episode, { ahead: true });
  }

  #paused(slot) {
    this.session.tell(false);
    if (slot.video.ended) return;
    this.controls.setState("paused");
    this.#note(slot);
  }

  #wait(slot) {
    if (slot.lost) this.controls.showTrouble(this.words.offline);
    else this.controls.setState("waiting");
  }

  #leave(slot) {
    if (slot.number === null || slot.video.paused) return;
    slot.video.pause();
    this.#note(slot);
  }

  async #play(slot) {
    const { video, source } = slot;
    await source.ready;
    if (video !== this.video) return;
    const outcome = await (slot.begun ?? begin(video));
    if (video !== this.video) return;
    // What was begun before the player came has told nobody that it plays.
    if (slot.begun && !video.paused && this.root.dataset.state === "starting") this.#playing();
    slot.begun = null;
    // Browsers start with sound only after a first touch: it has begun without, and sound is offered.
    if (outcome === "muted") this.setMuted(true, { byBrowser: true });
    if (outcome === "refused") this.controls.setState("paused");
  }

  async #end(slot) {
    this.#note(slot);
    const episode = this.feed.episodes.get(slot.number);
    episode.position_ms = 0;
    if (prefs.next && (await this.feed.goOn(slot.number))) return this.#show(slot.number);
    if (this.reel.beside(1) !== null && prefs.next) return this.step(1);
    this.controls.setState("paused");
    if (this.reel.beside(1) !== null) return undefined;
    return this.controls.toast(this.feed.awaited === null ? this.words.finished : this.words.caught_up);
  }

  // ---- positions

  #tick(slot) {
    const { currentTime, duration } = slot.video;
    this.controls.setTime(currentTime, duration || 0);
    this.#settleIn(slot);
    if (performance.now() - this.#noted > NOTE_EVERY_MS) this.#note(slot);
  }

  #note(slot, { leaving = false } = {}) {
    const episode = this.feed.episodes.get(slot.number);
    const { currentTime, duration } = slot.video;
    if (!episode || !currentTime) return;
    this.#noted = performance.now();
    episode.position_ms = currentTime > duration - NEARLY_OVER_S ? 0 : currentTime * 1000;
    this.memory.note(this.feed.describe(slot.number).address, currentTime * 1000, { leaving });
  }

  // ---- what changes while the page is open

  #keepWatch() {
    window.addEventListener("pagehide", () => {
      const slot = this.slots.find(this.reel.number);
      if (slot) this.#note(slot, { leaving: true });
    });
    window.addEventListener("online", () => this.#lineIsBack());
    setInterval(() => this.#askForMore(), ASK_EVERY_MS);
  }

  #lineIsBack() {
    const slot = this.slots.find(this.reel.number);
    if (this.root.dataset.state === "trouble") this.retry();
    else if (slot?.lost) {
      slot.lost = false;
      slot.source.resume();
    }
  }

  async #askForMore() {
    const { awaited } = this.feed;
    if (awaited === null || document.hidden) return;
    const news = await this.feed.refresh(awaited).catch(() => false);
    if (!news) return;
    this.#lay();
    if (this.root.dataset.state === "making" && this.feed.episodes.has(this.reel.number)) this.#show(this.reel.number);
    else this.#settled = false;
  }

  // An address that ran out or an episode that was recut is fetched anew, once; a lost line is told.
  #trouble(slot, kind) {
    const { number } = slot;
    if (number !== this.reel.number) {
      this.slots.empty(slot);
    } else if (kind === "stale" && this.#renewed !== number) {
      this.#renew(number);
    } else {
      slot.lost = kind === "offline";
      // What is here already plays on; the viewer hears of it when it runs out.
      if (slot.lost && slot.source.ahead > STILL_PLAYS_S) return;
      this.controls.showTrouble(kind === "offline" ? this.words.offline : this.words.broken);
    }
  }

  async #renew(number) {
    this.#renewed = number;
    const slot = this.slots.find(number);
    if (slot?.video.currentTime) this.feed.episodes.get(number).position_ms = slot.video.currentTime * 1000;
    try {
      await this.feed.refresh(number);
    } catch {
      if (this.reel.number === number) this.controls.showTrouble(this.words.offline);
      return;
    }
    if (this.reel.number !== number || !this.feed.episodes.has(number)) return;
    if (slot) this.slots.empty(slot);
    this.controls.setState("starting");
    this.#start(number);
  }
}

const player = new Player(document.querySelector(".watch"), data);
// The film comes first: talk is not waited for. The reel across titles has none.
if (document.getElementById("talk-data")) import("air/talk").then(({ openTalk }) => openTalk(player.root, player));
