/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The language switch: /sprache/en?zurueck=/suche%3Fq%3DKI keeps the language in
 * a small cookie and leads back. The cookie holds "de" or "en" and nothing else.
 */
#ifndef KC_WEB_PAGE_LANGUAGE_H
#define KC_WEB_PAGE_LANGUAGE_H

#include "base/slice.h"

#define LANGUAGE_COOKIE "kc_lang"
enum { LANGUAGE_SECONDS = 60 * 60 * 24 * 365 };

/*
 * Whether `back` is an address on this server: it begins with one "/", and has
 * only the characters that stand in a percent-encoded path and query.
 */
bool page_language_may_go_back(struct slice back);

#endif
