/* SPDX-License-Identifier: EUPL-1.2 */
/* The words people read for the enums of the domain, as keys of text/words.*.txt. */
#ifndef KC_WEB_WORDS_H
#define KC_WEB_WORDS_H

#include "domain/module.h"
#include "domain/provider.h"
#include "domain/say.h"

enum say_key words_format(enum module_format format);
/* The name of its icon in static/css/icons.css: "in-person". */
const char *words_format_icon(enum module_format format);
enum say_key words_kind(enum module_kind kind);
enum say_key words_certificate(enum module_certificate c);
enum say_key words_accessibility(enum accessibility a);
enum say_key words_area(enum competence_area area);
enum say_key words_venue(enum venue_kind kind);
enum say_key words_weekday(enum weekday day);
/* Of a band 0..3: "Grundlagen". */
enum say_key words_band(int band);
/* Of a level 0..8: the word of its band; 0 is "noch nicht". */
enum say_key words_level(uint8_t level);
/* "de", "en" and other codes of ISO 639-1 that we know; SAY_WORDS_LANGUAGE_OTHER else. */
enum say_key words_language(struct slice code);
/* "university", "chamber", ... of struct provider. */
enum say_key words_provider(struct slice kind);

#endif
