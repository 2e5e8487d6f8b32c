// An export in the background: asks how far it is while the page is seen, and shows the page anew when that changes.

const EVERY_MS = 2000;

export function start(root) {
  root.querySelectorAll("[data-job]").forEach((part) => watch(part));
}

function watch(part) {
  const ask = async () => {
    if (!part.isConnected) {
      return;
    }
    if (!document.hidden && (await changed(part))) {
      location.reload();
      return;
    }
    setTimeout(ask, EVERY_MS);
  };
  setTimeout(ask, EVERY_MS);
}

async function changed(part) {
  const answer = await fetch(part.dataset.job, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok) {
    return answer?.status === 401 || answer?.status === 404;
  }
  const { status, detail, done, total } = await answer.json();
  show(part, detail, done, total);
  return status !== part.dataset.status;
}

function show(part, detail, done, total) {
  const words = part.querySelector("[data-job-detail]");
  if (words.textContent !== detail) {
    words.textContent = detail;
  }
  if (total) {
    const bar = part.querySelector("progress");
    bar.max = total;
    bar.value = done;
  }
}
