// Draws the phones from /state and sends what is typed and tapped. Text goes in as textContent only.
"use strict";

const $ = (id) => document.getElementById(id);
const phones = new Map();
let version = "";
let busy = false;
let pace = 0;
let planned = "";

function make(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function say(text, wrong = false) {
  $("status").textContent = text || "\u00a0";
  $("status").classList.toggle("wrong", wrong);
}

async function act(path, asked, told = "Working …") {
  if (busy) return false;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  say(told);
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
    const result = await answer.json().catch(() => ({ error: "Something went wrong; the terminal says what." }));
    await look();
    say(result.error || planned, Boolean(result.error));
    return !result.error;
  } catch {
    gone();
    return false;
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

function gone() {
  say("The rehearsal has ended. Start it again in the terminal.", true);
}

async function look() {
  const answer = await fetch(`/state?known=${version}`);
  if (answer.status !== 200) return;
  const state = await answer.json();
  const first = version === "";
  version = state.version;
  $("now").textContent = state.now;
  $("zone").textContent = state.zone;
  planned = state.next ? `The bot is next due: ${state.next}` : "Nothing is planned.";
  say(planned);
  for (const phone of state.phones) draw(phone, first);
  drawFaults(state, first);
}

function drawFaults(state, first) {
  const list = (texts) => (texts.length ? texts : ["Nothing"]).map((text) => make("li", "", text));
  $("active").replaceChildren(...list(state.faults.active));
  $("lately").replaceChildren(...list(state.faults.lately));
  $("faults").classList.toggle("some", state.faults.active.length > 0);
  if (first) {
    const who = $("faults").querySelector("form").phone;
    for (const phone of state.phones) who.append(new Option(phone.name, phone.key));
  }
}

function breakSomething(event) {
  event.preventDefault();
  const asked = Object.fromEntries(new FormData(event.target));
  if (asked.what !== "block") act("/fault", asked);
  else if (asked.phone) act("/block", { phone: asked.phone });
  else say("Choose for whom: whose phone blocks the bot?", true);
}

async function keepLooking() {
  clearTimeout(pace);
  if (!document.hidden) {
    try {
      await look();
    } catch {
      gone();
    }
  }
  pace = setTimeout(keepLooking, 1000);
}

function draw(state, first) {
  const phone = phones.get(state.key) || addPhone(state);
  const atEnd = phone.log.scrollHeight - phone.log.scrollTop - phone.log.clientHeight < 80;
  const changed = drawMessages(phone, state.messages);
  phone.start.hidden = state.started;
  phone.say.hidden = !state.started;
  drawKeyboard(phone, state.keyboard);
  drawMenu(phone, state.commands);
  if (!first && state.toast.number > phone.toasts) toast(phone, state.toast.text);
  phone.toasts = state.toast.number;
  if (first || (changed && atEnd)) phone.log.scrollTop = phone.log.scrollHeight;
}

function addPhone(state) {
  const root = $("phone").content.firstElementChild.cloneNode(true);
  const find = (selector) => root.querySelector(selector);
  const phone = {
    key: state.key, log: find(".log"), toast: find(".toast"), keyboard: find(".keyboard"), menu: find(".menu"),
    start: find(".start"), say: find(".say"), toasts: 0, shown: new Map(), drawnKeyboard: "", drawnMenu: "", fading: 0,
  };
  root.id = `phone-${state.key}`;
  root.setAttribute("aria-label", `${state.name}'s phone, ${state.role}`);
  find(".avatar").textContent = state.name.slice(0, 1);
  find(".who").textContent = state.name;
  find(".role").textContent = state.role;
  phone.log.setAttribute("aria-label", `Messages on ${state.name}'s phone`);
  phone.keyboard.setAttribute("aria-label", `Quick answers on ${state.name}'s phone`);
  phone.say.text.setAttribute("aria-label", `Type as ${state.name}`);
  phone.say.querySelector("button").setAttribute("aria-label", `Send as ${state.name}`);
  phone.start.querySelector("button").setAttribute("aria-label", `Start as ${state.name}`);
  phone.say.addEventListener("submit", (event) => send(event, phone));
  phone.start.addEventListener("submit", (event) => {
    event.preventDefault();
    act("/start", { phone: phone.key, payload: phone.start.payload.value }).then(() => phone.say.text.focus());
  });
  phones.set(state.key, phone);
  $("phones").append(root);
  return phone;
}

async function send(event, phone) {
  event.preventDefault();
  const text = phone.say.text.value;
  if (!text.trim()) return;
  if (await act("/say", { phone: phone.key, text })) {
    phone.say.text.value = "";
    phone.log.scrollTop = phone.log.scrollHeight;
  }
}

// Only what changed is drawn again, so that focus and place stay where they are.
function drawMessages(phone, messages) {
  let changed = false;
  const seen = new Set();
  let day = "";
  for (const message of messages) {
    if (message.day !== day) {
      day = message.day;
      changed = place(phone, `day ${day}`, day, () => drawDay(day), seen) || changed;
    }
    const drawn = () => drawMessage(phone, message);
    changed = place(phone, message.id, JSON.stringify(message), drawn, seen) || changed;
  }
  for (const [id, shown] of phone.shown) {
    if (seen.has(id)) continue;
    shown.item.remove();
    phone.shown.delete(id);
    changed = true;
  }
  return changed;
}

function place(phone, id, signature, drawn, seen) {
  seen.add(id);
  const shown = phone.shown.get(id);
  if (shown && shown.signature === signature) return false;
  const item = drawn();
  if (shown) {
    const hadFocus = shown.item.contains(document.activeElement);
    shown.item.replaceWith(item);
    // The pressed button may be gone: keep the keyboard in this chat.
    if (hadFocus) phone.log.focus({ preventScroll: true });
  } else {
    phone.log.append(item);
  }
  phone.shown.set(id, { signature, item });
  return true;
}

function drawDay(day) {
  const item = make("li", "day");
  item.append(make("span", "", day));
  return item;
}

function drawMessage(phone, message) {
  const item = make("li", message.bot ? "theirs" : "mine");
  const bubble = make("div", "bubble", message.text);
  bubble.append(make("span", "when", message.edited ? `edited ${message.time}` : message.time));
  item.append(bubble);
  if (message.buttons.length) {
    const rows = make("div", "rows");
    for (const row of message.buttons) rows.append(drawRow(row.map((one) => [one.label, () => tap(phone, message, one)])));
    item.append(rows);
  }
  return item;
}

function tap(phone, message, button) {
  act("/tap", { phone: phone.key, message_id: message.id, button: button.data });
}

function drawRow(buttons) {
  const row = make("div", "row");
  for (const [label, pressed] of buttons) {
    const button = make("button", "", label);
    button.type = "button";
    button.addEventListener("click", pressed);
    row.append(button);
  }
  return row;
}

function drawKeyboard(phone, rows) {
  if (JSON.stringify(rows) === phone.drawnKeyboard) return;
  phone.drawnKeyboard = JSON.stringify(rows);
  const pressed = (text) => () => act("/say", { phone: phone.key, text });
  phone.keyboard.replaceChildren(...rows.map((row) => drawRow(row.map((label) => [label, pressed(label)]))));
  phone.keyboard.hidden = rows.length === 0;
}

function drawMenu(phone, commands) {
  if (JSON.stringify(commands) === phone.drawnMenu) return;
  phone.drawnMenu = JSON.stringify(commands);
  phone.menu.hidden = commands.length === 0;
  phone.menu.querySelector("ul").replaceChildren(...commands.map((one) => drawCommand(phone, one)));
}

function drawCommand(phone, one) {
  const item = make("li");
  const button = make("button");
  button.type = "button";
  button.append(make("strong", "", `/${one.command}`), ` ${one.description}`);
  button.addEventListener("click", () => {
    phone.menu.open = false;
    phone.menu.querySelector("summary").focus();
    act("/say", { phone: phone.key, text: `/${one.command}` });
  });
  item.append(button);
  return item;
}

function toast(phone, text) {
  phone.toast.textContent = text;
  phone.toast.classList.add("on");
  clearTimeout(phone.fading);
  phone.fading = setTimeout(() => phone.toast.classList.remove("on"), 5000);
}

for (const button of document.querySelectorAll("[data-to]")) {
  button.addEventListener("click", () => act("/advance", { to: button.dataset.to }, "Time moves on …"));
}
$("moment").addEventListener("submit", (event) => {
  event.preventDefault();
  act("/advance", { to: $("to").value }, "Time moves on …");
});
$("faults").querySelector("form").addEventListener("submit", breakSomething);
$("lift").addEventListener("click", () => act("/lift", {}));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) keepLooking();
});
keepLooking();
