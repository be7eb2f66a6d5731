// Everything a finger can do, from the keyboard.
import { toggleFloat, toggleFullscreen } from "air/screens";

const HELD = "2";

// `acts` has: hold(on), like(), settings().
export function listenToKeys(root, player, acts) {
  const keys = {
    ArrowDown: () => player.step(1), j: () => player.step(1), ArrowUp: () => player.step(-1), k: () => player.step(-1),
    ArrowLeft: () => player.skip(-5), ArrowRight: () => player.skip(5), " ": () => player.toggle(),
    m: () => player.setMuted(!player.muted), f: () => toggleFullscreen(player.screen),
    p: () => toggleFloat(player.video), l: () => acts.like(), s: () => acts.settings(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || root.querySelector("dialog[open]")) return;
    // Whoever writes (a comment, a search) means letters.
    if (event.target.closest("input:not([type=range]), textarea, select, [contenteditable]")) return;
    if (event.key === HELD) return void (event.repeat || acts.hold(true));
    // Space on a focused button presses that button.
    if (event.key === " " && event.target.closest("button, a")) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keyup", (event) => { if (event.key === HELD) acts.hold(false); });
}
