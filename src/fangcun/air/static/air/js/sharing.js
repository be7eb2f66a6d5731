// Sharing: the phone's own sheet with the poster, or on a desk a sheet with the link and a code for the phone.
import { openSheet } from "air/episodes";

const touch = window.matchMedia("(pointer: coarse)");

async function posterFile(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return [];
  const bytes = await answer.blob();
  return [new File([bytes], `poster.${bytes.type.split("/")[1]}`, { type: bytes.type })];
}

export class Sharing {
  // `toast` says one line to the viewer.
  constructor(root, { words, toast }) {
    Object.assign(this, { root, words, toast });
    this.link = root.querySelector("input");
    const code = root.querySelector(".qr");
    code.addEventListener("error", () => { code.hidden = true; });
    root.querySelector(".copy").addEventListener("click", () => this.#copy());
  }

  // Share what is on show: {title, page, poster}.
  async share({ title, page, poster }) {
    const url = new URL(page || location.pathname, location.href).href;
    if (navigator.share && touch.matches) return this.#hand({ title, text: title, url }, poster);
    this.root.querySelector(".what").textContent = title;
    this.link.value = url;
    const cover = this.root.querySelector(".cover");
    cover.hidden = !poster;
    if (poster) cover.src = poster;
    this.root.querySelector(".qr").src = `${new URL(url).pathname}qr.svg`;
    return openSheet(this.root);
  }

  // The phone's own sheet; with the poster where it takes files, else the link alone.
  async #hand(link, poster) {
    // A share must follow its tap at once: the poster goes along when it is here in a moment.
    const files = poster ? await Promise.race([posterFile(poster), new Promise((done) => setTimeout(() => done([]), 600))]) : [];
    const parcel = files.length && navigator.canShare?.({ ...link, files }) ? { ...link, files } : link;
    try {
      await navigator.share(parcel);
    } catch (error) {
      // Somebody who closed the sheet wants nothing more.
      if (error.name !== "AbortError") await this.#copy(link.url);
    }
  }

  async #copy(url = this.link.value) {
    try {
      await navigator.clipboard.writeText(url);
      this.toast(this.words.copied);
      this.root.close();
    } catch {
      // Without a clipboard the link is shown, marked to be taken by hand.
      this.link.select();
      this.toast(this.words.copy_this + url);
    }
  }
}
