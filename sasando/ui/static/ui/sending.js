"use strict";
/* Sends the fields of a form and tells apart what may come of it. What is `offline` or `busy` passes by itself; the
   other kinds wait for the person, who is told what is wrong and what to do. */
window.sending = (() => {
  const LONGEST = 60000; // ms until a link that carries nothing counts as none
  const words = document.getElementById("sending-words").dataset;

  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1]
    || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  const kindOf = ({ ok, status, type }, body) => {
    if (ok) return body ? "saved" : "offline"; /* a page that is not ours: of a network that wants a sign-in first */
    if (type === "opaqueredirect" || status === 401 || body?.kind === "signed-out") return "signedOut";
    if (status >= 500 || [408, 425, 429].includes(status)) return "busy";
    if (status === 413) return "large";
    if (status === 404 || status === 410) return "gone";
    return body?.kind === "conflict" ? "conflict" : "refused";
  };

  /* Resolves to {kind, status, body, wait}: `wait` in ms where the server says how long, `body` where it answers a script. */
  const post = async (address, fields) => {
    try {
      const answer = await fetch(address, {
        method: "POST", redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout?.(LONGEST),
        headers: { Accept: "application/json", "X-CSRFToken": decodeURIComponent(token()) },
        body: new URLSearchParams(fields),
      });
      const json = (answer.headers.get("Content-Type") || "").includes("json");
      const body = json ? await answer.json() : null;
      return { kind: kindOf(answer, body), status: answer.status, body, wait: 1000 * Number(answer.headers.get("Retry-After")) || 0 };
    } catch { return { kind: "offline" }; }
  };

  /* Whether the site answers: itself, and not a network that wants a sign-in first. */
  const reaches = async () => {
    const asked = { method: "HEAD", redirect: "error", cache: "no-store", signal: AbortSignal.timeout?.(LONGEST / 3) };
    try {
      const { ok, headers } = await fetch("/healthz", asked);
      return ok && (headers.get("Content-Type")?.startsWith("text/plain") ?? false);
    } catch { return false; }
  };

  /* A block in `place`: a sentence, and buttons [label, what it does]. */
  const tell = (place, sentence, buttons = [], extra = null) => {
    const block = document.createElement("div");
    block.className = "notice warn"; block.setAttribute("role", "alert");
    const inside = document.createElement("div"), line = document.createElement("p");
    line.textContent = sentence; inside.append(line);
    if (extra) inside.append(extra);
    const row = document.createElement("div"); row.className = "btns";
    for (const [label, run] of buttons) {
      const button = document.createElement(typeof run === "string" ? "a" : "button");
      if (typeof run === "string") { button.href = run; button.target = "_blank"; button.rel = "noopener"; }
      else { button.type = "button"; button.addEventListener("click", run); }
      button.className = "btn btn-2 btn-s"; button.textContent = label; row.append(button);
    }
    inside.append(row); block.append(inside);
    place.replaceChildren(block); place.hidden = false;
  };
  const quiet = (place) => { place.replaceChildren(); place.hidden = true; };

  /* Why it was not sent, for every kind but `saved` and `conflict`: `again` tries once more, `file` keeps the texts. */
  const explain = (place, { kind, status, body }, again, file) => {
    const retry = [words.again, () => { quiet(place); again(); }], keep = [words.file, file];
    if (kind === "signedOut") tell(place, words.signedout, [[words.signin, `/akun/masuk/?next=${encodeURIComponent(location.pathname)}`], retry, keep]);
    else if (kind === "large") tell(place, `${words.large} ${words.stays}`, [keep]);
    else if (body?.error) tell(place, `${body.error} ${words.stays}`, [keep]);
    else tell(place, `${(words[kind] || words.refused).replace("#", status)} ${words.stays}`, [retry, keep]);
  };
  return { post, reaches, tell, quiet, explain, words };
})();
