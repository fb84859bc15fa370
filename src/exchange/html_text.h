/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HTML of others to our prose form: nothing of their markup gets any further.
 *
 * Prose form is what descriptions have here: paragraphs parted by one blank
 * line; lines that start with "- " are a list; a single line break stays within
 * its paragraph. Text that is no HTML comes out with its own lines kept.
 *
 * Dropped with what is in it: script, style, template, frames, objects, form
 * controls, and what is hidden (attribute, or display:none, visibility:hidden).
 * Entities are decoded. A link keeps its text, followed by its address in
 * brackets when that is http or https and not the text itself.
 * Adapter of gumbo (HTML5 parsing as browsers do it).
 */
#ifndef KC_EXCHANGE_HTML_TEXT_H
#define KC_EXCHANGE_HTML_TEXT_H

#include "base/ctx.h"
#include "base/limits.h"

struct html_text {
    struct slice text;
    bool cut; /* it was longer than bytes_max; cut after a line or a word */
};

/*
 * At most `bytes_max` bytes of prose, valid text in NFC.
 *
 *   ERR_INVALID   not UTF-8, or it holds NUL
 *   ERR_LIMIT     more than HTML_BYTES_MAX bytes or HTML_TAGS_MAX tags, or the arena is full
 */
MUST_USE enum err html_text_of(struct ctx *ctx, struct slice html, size_t bytes_max,
                               struct html_text *ret_text);

/* The same on one line: for titles and names. */
MUST_USE enum err html_line_of(struct ctx *ctx, struct slice html, size_t bytes_max,
                               struct html_text *ret_line);

#endif
