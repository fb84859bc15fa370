/* SPDX-License-Identifier: EUPL-1.2 */
/* Between wishes_form.c and wishes_form_read.c; nobody else includes it. */
#ifndef KC_WEB_WISHES_FORM_PARTS_H
#define KC_WEB_WISHES_FORM_PARTS_H

#include "web/wishes_form.h"

/* Everything that is chosen, not typed, anew from the situation. */
void wishes_show_groups(const struct page *page, const struct situation *s, struct wishes_form *f);
/* The weeks between start and end. ERR_LIMIT: the arena is full. */
MUST_USE enum err wishes_show_weeks(const struct page *page, const struct situation *s,
                                    struct wishes_form *f);

#endif
