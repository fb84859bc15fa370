// SPDX-License-Identifier: EUPL-1.2
// The pages that are kept: file name in golden/, path, status (200), language ("de"), and for pages of a guest the
// steps before. Narrow questions are asked on purpose, so that new demo content changes few of them.
export const PAGES = [
  {name: "start", path: "/"},
  {name: "start.en", path: "/", lang: "en"},
  {name: "suche-woerter", path: "/suche?q=Phishing&ort=Mannheim&umkreis=50"},
  {name: "suche-filter", path: "/suche?anbieter=sicherheitskontor-kurpfalz&format=live_online&preis=250&sort=preis"},
  {name: "suche-nichts", path: "/suche?q=Quastenflosser&format=mooc&zertifiziert=1"},
  {name: "suche-falsch", path: "/suche?q=Phishing&ort=Entenhausen&von=31.02.2027&bis=2026-12-31&thema=gibt-es-nicht"},
  {name: "suche.en", path: "/suche?q=Phishing&ort=Neustadt", lang: "en"},
  {name: "baustein-selbst", path: "/baustein/ki-im-rathaus-verstehen"},
  {name: "baustein-termine", path: "/baustein/cyberlabor"},
  {name: "baustein-formen", path: "/baustein/e-akte-einsteigen"},
  {name: "baustein-kette", path: "/baustein/ki-labor-nachbereitung"},
  {name: "baustein.en", path: "/baustein/ki-im-rathaus-verstehen", lang: "en"},
  {name: "baustein-fehlt", path: "/baustein/gibt-es-nicht", status: 404},
  {name: "fehler-404", path: "/gibt/es/nicht", status: 404},
  {name: "situation", path: "/situation"},
  {name: "situation.en", path: "/situation", lang: "en"},
  {name: "passung-leer", path: "/passung"},
  {name: "lehrplan-leer", path: "/lehrplan"},
  {name: "geloescht", path: "/geloescht"},
  {name: "ueber", path: "/ueber"},
  {name: "datenschutz", path: "/datenschutz"},
  {name: "barrierefreiheit", path: "/barrierefreiheit"},
  {name: "impressum", path: "/impressum"},
  {name: "impressum.en", path: "/impressum", lang: "en"},
];
