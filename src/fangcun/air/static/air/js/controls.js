// What stands over the picture: progress, buttons, messages. It asks the player, it decides nothing.
import { openSheet, say } from "air/episodes";
import { Gestures } from "air/gestures";
import { like } from "air/hearts";
import { listenToKeys } from "air/keys";
import { toggleFullscreen } from "air/screens";
import { Settings } from "air/settings";
import { Sharing } from "air/sharing";
import { Subtitles } from "air/subtitles";
import { Thumbs } from "air/thumbs";

const TOAST_MS = 2_500;
const FAST = 2;
// So many seconds lie under a finger's way across the whole picture.
const DRAG_S = 90;

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export class Controls {
  #toastTimer = 0;

  constructor(root, player, words) {
    const find = (selector) => root.querySelector(selector);
    this.root = root;
    this.words = words;
    this.parts = {
      play: find(".play"), progress: find(".progress"), at: find(".at"), all: find(".all"), sound: find(".sound"),
      unmute: find(".unmute"), trouble: find(".trouble"), toast: find(".toast"),
    };
    this.thumbs = new Thumbs(find(".preview"));
    this.subtitles = new Subtitles(find("#subtitles"), find(".read"), { words, onChange: () => player.subtitle() });
    const tap = (selector, act) => find(selector)?.addEventListener("click", act);
    tap(".full-wide", () => toggleFullscreen(player.screen));
    tap(".play", () => player.toggle());
    tap(".sound", () => player.setMuted(!player.muted));
    tap(".unmute", () => player.setMuted(false));
    tap("button.pick", () => openSheet(find("#episodes")));
    tap(".speed", () => openSheet(find("#speeds")));
    tap(".read", () => openSheet(find("#subtitles")));
    tap("button.share", () => this.sharing.share(player.parcel));
    tap(".previous", () => player.step(-1));
    tap(".next", () => player.step(1));
    tap(".trouble button", () => player.retry());
    tap("#speeds", (event) => this.#pickSpeed(event, player));
    this.parts.progress.addEventListener("input", () => player.seek(Number(this.parts.progress.value) / 1000));
    this.#preview(this.parts.progress);
    this.sharing = new Sharing(find("#share"), { words, toast: (text) => this.toast(text) });
    this.settings = new Settings(find("#settings"), find(".more"), { words, player });
    const stage = find(".stage");
    const liked = (x, y) => like(stage, { x, y, ...player.shown });
    const hold = (on) => this.#hold(on, player);
    new Gestures(find(".reel"), {
      hold, twice: liked, tap: () => player.toggle(),
      drag: (share) => this.#drag(share, player), drop: (share) => this.#drop(share, player),
    });
    const middle = () => liked(stage.clientWidth / 2, stage.clientHeight / 2);
    listenToKeys(root, player, { hold, like: middle, settings: () => this.settings.open() });
  }

  // Twice as fast for as long as somebody holds; a film that stands still stays so.
  #hold(on, player) {
    const fast = on && player.video && !player.video.paused;
    if (!fast && !this.root.classList.contains("fast")) return;
    this.root.classList.toggle("fast", Boolean(fast));
    player.hurry(fast ? FAST : null);
  }

  #drag(share, player) {
    const { video } = player;
    if (!video?.duration) return;
    const all = video.duration;
    const at = Math.min(Math.max(0, video.currentTime + share * Math.min(DRAG_S, all)), all);
    this.root.classList.add("seeking");
    this.dragged = at;
    const { progress, at: place } = this.parts;
    progress.value = String(Math.round(at * 1000));
    progress.style.setProperty("--seen", `${(100 * at) / all}%`);
    place.textContent = clock(at);
    this.thumbs.show(at, clock(at), progress.offsetLeft + (at / all) * progress.clientWidth);
  }

  // Where the finger left; null when it was taken away.
  #drop(share, player) {
    this.root.classList.remove("seeking");
    this.thumbs.hide();
    if (share !== null && this.dragged !== undefined) player.seek(this.dragged);
    this.dragged = undefined;
  }

  // `state` is one of starting, playing, paused, waiting, making, trouble.
  setState(state) {
    this.root.dataset.state = state;
    const playing = state === "playing" || state === "waiting";
    this.parts.play.setAttribute("aria-label", playing ? this.words.pause : this.words.play);
    if (state !== "trouble") this.parts.trouble.hidden = true;
  }

  setTime(at, all) {
    if (this.dragged !== undefined) return;
    const { progress } = this.parts;
    progress.max = String(Math.round(all * 1000));
    progress.value = String(Math.round(at * 1000));
    progress.style.setProperty("--seen", `${all ? (100 * at) / all : 0}%`);
    this.parts.at.textContent = clock(at);
    this.parts.all.textContent = clock(all);
    progress.setAttribute("aria-valuetext", say(this.words.position, { at: clock(at), all: clock(all) }));
  }

  // `byBrowser`: the browser would not start with sound, so the viewer is offered to switch it on.
  setMuted(muted, { byBrowser = false } = {}) {
    this.root.classList.toggle("muted", muted);
    this.parts.sound.setAttribute("aria-pressed", String(muted));
    this.parts.unmute.hidden = !(muted && byBrowser);
  }

  showTrouble(message) {
    this.parts.trouble.querySelector("p").textContent = message;
    this.parts.trouble.hidden = false;
    this.setState("trouble");
  }

  toast(message) {
    this.parts.toast.textContent = message;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => { this.parts.toast.textContent = ""; }, TOAST_MS);
  }

  // The picture of the time under the pointer or the thumb, for as long as somebody looks for a place.
  #preview(progress) {
    const show = (share) => {
      const at = (share * Number(progress.max)) / 1000;
      this.thumbs.show(at, clock(at), progress.offsetLeft + share * progress.clientWidth);
    };
    progress.addEventListener("pointermove", (event) => show(Math.min(Math.max(0, event.offsetX / progress.clientWidth), 1)));
    progress.addEventListener("input", () => show(Number(progress.value) / Number(progress.max)));
    for (const over of ["change", "pointerleave", "pointercancel", "blur"]) progress.addEventListener(over, () => this.thumbs.hide());
  }

  #pickSpeed(event, player) {
    const button = event.target.closest("[data-speed]");
    if (!button) return;
    for (const other of this.root.querySelectorAll("[data-speed]")) other.setAttribute("aria-pressed", String(other === button));
    player.setSpeed(Number(button.dataset.speed));
    const shown = this.root.querySelector("button.speed");
    shown.querySelector("small").textContent = button.textContent;
    shown.dataset.now = button.dataset.speed;
    this.root.querySelector("#speeds").close();
  }
}
