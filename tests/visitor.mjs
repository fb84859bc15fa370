// SPDX-License-Identifier: EUPL-1.2
// A browser as far as signing in needs one: cookies, forms, no redirects followed.
export class Visitor {
  constructor(url) {
    this.url = url;
    this.cookies = new Map();
  }

  async ask(path, options = {}) {
    const response = await fetch(new URL(path, this.url), {
      redirect: "manual",
      ...options,
      headers: {Cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; "), ...options.headers},
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    response.body_text = await response.text();
    return response;
  }

  /* A form of a page of ours, with its token. */
  async send(path, fields, from = "/anmelden") {
    const page = await this.ask(from);
    const token = page.body_text.match(/name="token" value="([^"]+)"/)[1];
    return this.ask(path, {
      method: "POST",
      headers: {"Content-Type": "application/x-www-form-urlencoded"},
      body: new URLSearchParams({token, ...fields}).toString(),
    });
  }

  async isSignedIn() {
    return (await this.ask("/konto")).status === 200;
  }

  /* To the service and back: what the address there asks, and the address to come back to. */
  async leave(code) {
    await this.ask("/anmelden");
    const response = await this.ask(`/anmelden/dienst/${code}`);
    return this.left(response, code);
  }

  left(response, code) {
    const to = response.headers.get("Location");
    if (response.status !== 303 || to === null || to.startsWith("/")) return {status: response.status, text: response.body_text};
    const asked = Object.fromEntries(new URL(to).searchParams);
    return {status: 303, asked, back: (more = {}) => {
      const fields = {code: "c", state: asked.state, iss: to.slice(0, to.indexOf("/auth")), ...more};
      for (const key of Object.keys(fields)) if (fields[key] === undefined) delete fields[key];
      return `/anmelden/dienst/${code}/antwort?${new URLSearchParams(fields)}`;
    }};
  }
}
