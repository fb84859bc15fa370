/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passkeys: asks the browser's authenticator and puts what it says into the fields of a plain form.
 * Without script, or in a browser without passkeys, the password is the way in. What is sent is
 * judged by the server alone.
 */

const TIMEOUT_MS = 240000; /* less than the server waits */
const ALGORITHMS = [-7, -8, -257];
let waiting = null; /* the offer in the list of the address field */

function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

function textOf(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (b) => String.fromCharCode(b)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* A browser does not say whether somebody cancelled or was too slow; the clock does. */
function reasonOf(error, began) {
  if (error.name === "InvalidStateError") return "here";
  if (error.name === "NotSupportedError" || error.name === "ConstraintError") return "cannot";
  if (error.name === "SecurityError") return "elsewhere";
  if (error.name === "NotAllowedError") return performance.now() - began >= TIMEOUT_MS - 1000 ? "late" : "cancelled";
  return "silent";
}

function say(box, reason) {
  const note = box.querySelector("[data-kc-problem]");
  note.setAttribute("role", "alert");
  note.querySelector("p").textContent = box.dataset[`kc${reason[0].toUpperCase()}${reason.slice(1)}`] ?? box.dataset.kcSilent;
  note.hidden = false;
}

function send(form, fields) {
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  form.submit();
}

/* --- signing in ------------------------------------------------------------ */

async function question(box) {
  const answer = await fetch(box.dataset.kcAsk, {headers: {Accept: "application/json"}});
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

async function get(box, form, more) {
  const asked = await question(box);
  const publicKey = {challenge: bytesOf(asked.challenge), rpId: asked.host, userVerification: "required", timeout: TIMEOUT_MS};
  const found = await navigator.credentials.get({publicKey, ...more});
  const said = found.response;
  send(form, {
    stand: asked.state,
    id: textOf(found.rawId),
    client: textOf(said.clientDataJSON),
    data: textOf(said.authenticatorData),
    signature: textOf(said.signature),
    user: said.userHandle ? textOf(said.userHandle) : "",
  });
}

/* The browser offers passkeys where the address is typed; asked anew before the question is too old. */
async function offer(box, form) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  waiting?.abort();
  waiting = new AbortController();
  const again = setTimeout(() => offer(box, form), TIMEOUT_MS);
  try {
    await get(box, form, {mediation: "conditional", signal: waiting.signal});
  } catch (error) {
    if (error.name !== "AbortError") clearTimeout(again);
  }
}

/* --- making one ------------------------------------------------------------ */

async function create(box, form) {
  const data = box.dataset;
  const publicKey = {
    challenge: bytesOf(data.kcChallenge),
    rp: {id: data.kcHost, name: "KommunalCampus"},
    user: {id: bytesOf(data.kcUser), name: data.kcEmail, displayName: data.kcName},
    pubKeyCredParams: ALGORITHMS.map((alg) => ({type: "public-key", alg})),
    authenticatorSelection: {residentKey: "required", requireResidentKey: true, userVerification: "required"},
    excludeCredentials: data.kcKnown.split(" ").filter(Boolean).map((id) => ({type: "public-key", id: bytesOf(id)})),
    attestation: "none",
    timeout: TIMEOUT_MS,
  };
  const made = await navigator.credentials.create({publicKey});
  send(form, {id: textOf(made.rawId), client: textOf(made.response.clientDataJSON), object: textOf(made.response.attestationObject)});
}

/* --- */

function listen(box, form, run) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    const began = performance.now();
    if (button.getAttribute("aria-busy") === "true") return;
    waiting?.abort();
    box.querySelector("[data-kc-problem]").hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      await run();
    } catch (error) {
      say(box, reasonOf(error, began));
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

export function startPasskey() {
  const box = document.querySelector("[data-kc-passkey]");
  if (!box) return;
  const form = box.querySelector("form");
  const makes = box.dataset.kcPasskey === "create";
  const can = window.PublicKeyCredential !== undefined;
  const at = location.hostname === box.dataset.kcHost;
  if (makes && !(can && at)) return say(box, can ? "elsewhere" : "cannot");
  if (!(can && at)) return;
  box.hidden = form.hidden = false;
  listen(box, form, makes ? () => create(box, form) : () => get(box, form, {}));
  if (box.hasAttribute("data-kc-offer")) offer(box, form);
}
