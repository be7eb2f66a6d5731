// Three <video> elements take turns as the episode before, this one and the next.
import { first, makeVideo } from "air/first";
import { Source } from "air/source";

const EVENTS = ["timeupdate", "playing", "waiting", "pause", "ended", "subtitles", "sizes", "resize"];

export class Slots {
  #slots;
  #settings = { muted: false, playbackRate: 1, defaultPlaybackRate: 1 };

  // `hear` has a function for each event of the video on show, and `trouble(slot, kind)` for every slot.
  constructor(reel, hear) {
    this.reel = reel;
    this.hear = hear;
    this.#slots = [first.taken?.video ?? makeVideo(), makeVideo(), makeVideo()].map((video) => this.#make(video));
  }

  // The slot that holds a number; null when none does.
  find(number) {
    return this.#slots.find((slot) => slot.number === number) ?? null;
  }

  // The slots that hold another number than this.
  others(number) {
    return this.#slots.filter((slot) => slot.number !== null && slot.number !== number);
  }

  // The slot of an episode, loaded; the one farthest from the screen is taken for a new one.
  load(episode, { ahead = false } = {}) {
    const held = this.find(episode.number);
    if (held?.source.prefix === episode.prefix) return held;
    const begun = this.#begun(episode);
    const slot = begun ? this.#slots[0] : (held ?? this.#farthest());
    slot.source?.close();
    Object.assign(slot, { number: episode.number, lost: false, begun: begun?.begun ?? null });
    // What plays without sound because the browser would have it so must not be stopped by giving it sound.
    Object.assign(slot.video, this.#settings, begun ? { muted: slot.video.muted } : {});
    this.reel.place(slot.video, episode.number);
    // An element that was emptied or taken for another episode has nothing more to say about this one.
    const onTrouble = (kind) => { if (slot.source === source) this.hear.trouble(slot, kind); };
    const source = new Source(slot.video, episode, { at: episode.position_ms / 1000, ahead, begun: begun?.opening, onTrouble });
    slot.source = source;
    return slot;
  }

  empty(slot) {
    slot.source.close();
    Object.assign(slot, { number: null, source: null });
  }

  // Sound and speed hold for all, also for what is loaded later.
  set(settings) {
    Object.assign(this.#settings, settings);
    for (const { video } of this.#slots) Object.assign(video, settings);
  }

  // Show in every film the subtitles that the viewer wants now.
  subtitle() {
    for (const { source } of this.#slots) source?.subtitle();
  }

  // Play every film in the quality that the viewer wants now.
  requality() {
    for (const { source } of this.#slots) source?.requality({ now: true });
  }

  // Put every video back onto its screen after the reel was laid anew.
  settle() {
    for (const slot of this.#slots) if (slot.number !== null) this.reel.place(slot.video, slot.number);
  }

  #farthest() {
    const distance = ({ number }) => (number === null ? Infinity : Math.abs(number - this.reel.number));
    return this.#slots.reduce((best, slot) => (distance(slot) > distance(best) ? slot : best));
  }

  // What the page began with, if it is this episode; whatever comes first, it is asked for once.
  #begun(episode) {
    const { taken } = first;
    first.taken = null;
    if (taken?.prefix === episode.prefix) return taken;
    taken?.opening.close();
    return null;
  }

  #make(video) {
    const slot = { video, number: null, source: null, lost: false };
    for (const name of EVENTS) {
      video.addEventListener(name, () => { if (slot.number !== null && slot.number === this.reel.number) this.hear[name](slot); });
    }
    if (!video.isConnected) this.reel.root.append(video);
    return slot;
  }
}
