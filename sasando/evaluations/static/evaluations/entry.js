"use strict";
/* The form of one indicator saves itself while somebody writes. Every way it can fail has its own outcome, and in
   each the text stays: in the form, and on the device until the server has it. */
(() => {
  const form = document.querySelector("form.entry");
  if (!form || !window.unsent) return;
  const { post, tell: tellIn, quiet: quietIn, explain, words: common } = window.sending;
  const { person, draft, name } = form.dataset;
  const key = `${form.dataset.key}#${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const words = document.getElementById("entry-words").dataset;
  const saved = document.querySelector("[data-saved]");
  const place = form.querySelector("[data-unsent]");
  const expected = form.elements.expected;
  const PAUSE = 1500, LONGEST_WAIT = 60000, UNPROCESSABLE = 422;
  let timer = 0, wait = 4000, sending = false, stopped = false, closing = false;
  let tooLong = Infinity; /* letters that were refused: fewer are tried again */
  let owed = null; /* somebody pressed a button, and what it sent did not arrive: does it again */
  let refused = false; /* it arrived, and was refused: what is said of that stands until the next press */

  const fields = () => {
    const found = {};
    for (const [field, value] of new FormData(form)) if (field !== "csrfmiddlewaretoken" && field !== "tindakan") found[field] = value;
    return found;
  };
  const texts = () => JSON.stringify([form.elements.fakta.value, form.elements.analisis.value]);
  const whole = () => JSON.stringify({ nilai: "", ...fields(), expected: "" });
  const rest = (all) => JSON.stringify({ ...JSON.parse(all), fakta: "", analisis: "" });
  let sent = texts(), first = whole();

  const clock = () => new Date().toLocaleTimeString("id", { hour: "2-digit", minute: "2-digit" });
  const say = (text, state = "") => { saved.textContent = text; saved.dataset.state = state; };
  const keep = () => {
    const kept = window.unsent.keep(person, key, { address: form.action, draft, form: rest(whole()) === rest(first) ? "" : form.action, name, fields: fields(), at: new Date().toISOString() });
    if (!kept) say(words.nokeep, "bad");
  };
  const drop = () => window.unsent.drop(person, key);

  const tell = (...said) => tellIn(place, ...said);
  const quiet = () => quietIn(place);
  const toFile = () => window.unsent.asFile([[key, { name, at: new Date().toISOString(), fields: fields() }]]);

  const conflict = (theirs, retry) => {
    stopped = true;
    const both = document.createElement("div");
    for (const text of [theirs.value && `${words.value} ${theirs.value}`, theirs.fact, theirs.analysis, theirs.justification].filter(Boolean)) {
      const line = document.createElement("p"); line.className = "pre"; line.textContent = text; both.append(line);
    }
    say(words.conflict, "bad");
    tell(`${words.conflict} ${theirs.by ? `${words.theirs} ${theirs.by}.` : ""}`, [
      [words.usemine, () => { expected.value = theirs.revision; quiet(); retry(); }],
      [words.usetheirs, () => { drop(); closing = true; location.reload(); }],
    ], both);
  };

  const remind = () => tell(words.owed, [[words.sendnow, () => { quiet(); owed(); }], [common.file, toFile]]);

  const mendable = ({ kind, status }) => ["signedOut", "large"].includes(kind) || status === UNPROCESSABLE;
  const again = () => { stopped = false; tooLong = Infinity; sent = ""; send(); };
  const failed = (answer, retry = again) => {
    const { kind, body } = answer;
    if (kind === "offline" || kind === "busy") {
      say(owed ? words.unsaved : words[kind], owed ? "bad" : "warn");
      wait = Math.min(wait * 2, LONGEST_WAIT); timer = setTimeout(send, Math.max(wait, answer.wait || 0));
      if (retry === again) return;
    } else if (kind === "conflict") return conflict(body.theirs, retry);
    else stopped = !mendable(answer);
    say(kind === "signedOut" ? words.signedout : words.unsaved, "bad");
    explain(place, answer, retry, toFile);
  };

  const send = async () => {
    clearTimeout(timer);
    if (sending || stopped || closing || texts() === sent || texts().length >= tooLong) return;
    sending = true; say(words.saving);
    const now = texts();
    const answer = await post(draft, { expected: expected.value, fakta: form.elements.fakta.value, analisis: form.elements.analisis.value });
    sending = false;
    if (answer.kind === "large" || answer.status === UNPROCESSABLE) tooLong = now.length;
    if (answer.kind !== "saved") return failed(answer);
    expected.value = answer.body.revision; sent = now; wait = 4000; tooLong = Infinity;
    if (owed) remind(); else if (!refused) quiet();
    const [fakta, analisis] = JSON.parse(now);
    first = JSON.stringify({ ...JSON.parse(first), fakta, analisis });
    const complete = !owed && rest(whole()) === rest(first);
    say(`${words.draft} ${clock()}${complete ? "" : `; ${words.waits}`}`, complete ? "ok" : "warn");
    if (texts() !== sent) timer = setTimeout(send, PAUSE);
    if (whole() === first) drop(); else keep();
  };

  form.addEventListener("input", () => {
    keep();
    if (stopped) return;
    if (texts() !== sent) { say(words.writing); clearTimeout(timer); timer = setTimeout(send, PAUSE); }
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (closing) return;
    clearTimeout(timer);
    const action = event.submitter?.value || "simpan";
    while (sending) await new Promise((resume) => setTimeout(resume, 50));
    keep(); closing = true; say(words.saving);
    const answer = await post(form.action, { ...fields(), tindakan: action });
    if (answer.kind !== "saved") {
      const press = () => form.requestSubmit(event.submitter);
      closing = stopped = false;
      refused = !["offline", "busy"].includes(answer.kind); owed = refused ? null : press;
      failed(answer, press);
      return place.scrollIntoView({ block: "center" }); /* the button is a screen or two below it */
    }
    owed = null; refused = false;
    drop(); sent = texts(); first = whole();
    location.assign(answer.body.next || form.action);
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector(".bar-end .btn"));
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) closing = false; });
  window.addEventListener("online", () => {
    if (stopped) return;
    if (owed && !sending && !closing) remind();
    wait = 4000; send();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !stopped) send(); });
  window.addEventListener("pagehide", () => { if (whole() !== first && !closing) keep(); });
  document.addEventListener("unsent:left", () => { closing = true; first = whole(); });

  const [keptAs, kept] = window.unsent.latest(person, form.dataset.key) || [];
  if (kept && JSON.stringify({ nilai: "", ...kept.fields, expected: "" }) !== first) {
    /* The draft came in after the page had left: what the page says now is what this device wrote. */
    const arrived = JSON.stringify([kept.fields.fakta, kept.fields.analisis]) === texts() && Number(expected.value) === Number(kept.fields.expected) + 1;
    for (const [field, value] of Object.entries(kept.fields)) {
      if (field === "expected") continue;
      const control = form.elements[field];
      if (control instanceof RadioNodeList) control.value = value; else if (control) control.value = value;
    }
    if (!arrived) expected.value = kept.fields.expected || expected.value;
    keep(); window.unsent.drop(person, keptAs);
    say(words.restored, "warn");
    /* with the value goes all that was kept; without one there is a draft to save, and the button says so */
    const decided = fields().nilai && rest(whole()) !== rest(first);
    const all = () => form.requestSubmit(form.querySelector(".bar-end [value=simpan]"));
    const draftOnly = () => { quiet(); again(); };
    tell(decided ? words.restoredall : words.restoredlong, [decided ? [words.saveall, all] : [words.savedraft, draftOnly], [common.file, toFile],
      [common.discard, () => { drop(); closing = true; location.reload(); }]]);
  } else if (kept) window.unsent.drop(person, keptAs);
})();
