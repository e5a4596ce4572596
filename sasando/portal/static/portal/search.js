// Suggests agencies while a name is typed: the combobox with a listbox of the WAI-ARIA patterns.
// Without this file the form is sent as ever; a fault on the way leaves it so.
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const box = form.q, say = form.dataset, known = new Map();
  const list = document.createElement("ul"), told = document.createElement("p");
  let wait, request, chosen = -1;
  list.id = box.id + "-list";
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say.label);
  told.className = "vh";
  told.setAttribute("role", "status");
  box.after(list);
  form.append(told);
  box.type = "text"; // a search field must not be a combobox
  box.enterKeyHint = "search";
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    box.setAttribute(name, value);

  const choose = (to) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = to;
    const option = list.children[to];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };
  const open = (yes) => {
    if (!yes) choose(-1);
    list.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes));
  };
  const stop = () => {
    clearTimeout(wait);
    request?.abort();
  };
  const show = ({ count, items }) => {
    choose(-1);
    list.replaceChildren(...items.map((one, place) => {
      const option = document.createElement("li"), name = document.createElement("b"), where = document.createElement("span");
      option.id = list.id + place;
      option.dataset.slug = one.slug;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      name.textContent = one.name;
      where.textContent = one.place;
      option.append(name, " ", where);
      return option;
    }));
    open(items.length > 0);
    told.className = count ? "vh" : "hint";
    told.textContent = (count ? say.hits : say.none).replace("#", count).replace("#", items.length);
  };
  const ask = async (typed) => {
    request = new AbortController();
    const { signal } = request;
    try {
      let found = known.get(typed);
      if (!found) {
        const answer = await fetch(say.suggest + encodeURIComponent(typed), { signal });
        if (!answer.ok) throw answer;
        known.set(typed, found = await answer.json());
      }
      if (!signal.aborted) show(found);
    } catch {
      if (!signal.aborted) open(false);
    }
  };
  const typing = () => {
    stop();
    const typed = box.value.trim();
    if (typed.length > 1) wait = setTimeout(ask, known.has(typed) ? 0 : 200, typed);
    else {
      open(false);
      told.textContent = "";
    }
  };

  box.addEventListener("input", typing);
  box.addEventListener("blur", () => {
    stop();
    open(false);
  });
  box.addEventListener("keydown", (event) => {
    const last = list.children.length - 1, down = event.key === "ArrowDown";
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (down || event.key === "ArrowUp") {
      if (list.hidden) return typing();
      choose(down ? (chosen < last ? chosen + 1 : 0) : chosen > 0 ? chosen - 1 : last);
    } else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else if (event.key === "Escape") {
      stop();
      if (list.hidden) box.value = "";
      open(false);
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) location.assign("/d/" + option.dataset.slug + "/");
  });
}
