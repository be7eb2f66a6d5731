// The screen the film has: the whole of it, turned for wide films, or a small window over everything else.
export function isFullscreen() {
  return Boolean(document.fullscreenElement);
}

// Fill the screen, or leave it; a wide film turns the phone where it may.
export async function toggleFullscreen({ wide = false, video = null } = {}) {
  if (document.fullscreenElement) return document.exitFullscreen().catch(() => {});
  const root = document.documentElement;
  if (!root.requestFullscreen) return video?.webkitEnterFullscreen?.();
  await root.requestFullscreen({ navigationUI: "hide" }).catch(() => {});
  if (wide && document.fullscreenElement) await screen.orientation?.lock?.("landscape").catch(() => {});
  return undefined;
}

export function canFloat() {
  return Boolean(document.pictureInPictureEnabled);
}

export async function toggleFloat(video) {
  if (document.pictureInPictureElement) await document.exitPictureInPicture().catch(() => {});
  else await video?.requestPictureInPicture?.().catch(() => {});
}

// The next episode goes on in the small window when there is one.
export function floatOn(video) {
  const shown = document.pictureInPictureElement;
  if (shown && shown !== video && video.readyState > 0) video.requestPictureInPicture().catch(() => {});
}
