// What stands over the picture: progress, buttons, messages. It asks the player, it decides nothing.
import { openSheet, say } from "air/episodes";
import { Subtitles } from "air/subtitles";
import { Thumbs } from "air/thumbs";

const TOAST_MS = 2_500;

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
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
    const tap = (selector, act) => find(selector).addEventListener("click", act);
    tap(".reel", () => player.toggle());
    tap(".play", () => player.toggle());
    tap(".sound", () => player.setMuted(!player.muted));
    tap(".unmute", () => player.setMuted(false));
    tap(".pick", () => openSheet(find("#episodes")));
    tap(".speed", () => openSheet(find("#speeds")));
    tap(".read", () => openSheet(find("#subtitles")));
    tap(".share", () => this.share());
    tap(".previous", () => player.step(-1));
    tap(".next", () => player.step(1));
    tap(".trouble button", () => player.retry());
    tap("#speeds", (event) => this.#pickSpeed(event, player));
    this.parts.progress.addEventListener("input", () => player.seek(Number(this.parts.progress.value) / 1000));
    this.#preview(this.parts.progress);
    document.addEventListener("keydown", (event) => this.#key(event, player));
  }

  // `state` is one of starting, playing, paused, waiting, making, trouble.
  setState(state) {
    this.root.dataset.state = state;
    const playing = state === "playing" || state === "waiting";
    this.parts.play.setAttribute("aria-label", playing ? this.words.pause : this.words.play);
    if (state !== "trouble") this.parts.trouble.hidden = true;
  }

  setTime(at, all) {
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

  async share() {
    const link = { title: document.title, url: location.href };
    try {
      if (navigator.share) return await navigator.share(link);
      await navigator.clipboard.writeText(link.url);
      return this.toast(this.words.copied);
    } catch (error) {
      // Somebody who closed the share sheet wants nothing more; without a clipboard the link is shown.
      return error.name === "AbortError" ? null : this.toast(this.words.copy_this + link.url);
    }
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
    this.root.querySelector(".speed small").textContent = button.textContent;
    this.root.querySelector("#speeds").close();
  }

  #key(event, player) {
    if (event.metaKey || event.ctrlKey || event.altKey || this.root.querySelector("dialog[open]")) return;
    const keys = {
      ArrowDown: () => player.step(1), j: () => player.step(1), ArrowUp: () => player.step(-1), k: () => player.step(-1),
      ArrowLeft: () => player.skip(-5), ArrowRight: () => player.skip(5), " ": () => player.toggle(),
      m: () => player.setMuted(!player.muted), f: toggleFullscreen,
    };
    // Space on a focused button presses that button.
    if (event.key === " " && event.target.closest("button, a")) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
