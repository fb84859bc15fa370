/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pages that every installation writes for itself: imprint, privacy notice, accessibility
 * statement. Their text is plain, with four marks:
 *
 *     # Heading
 *     - item of a list
 *     https://example.org and name@example.org become links
 *     [[what is to be filled in]] is a gap: shown as one, and the operator is warned of it
 *
 * Everything else is text, whatever it looks like (PAGE-1).
 */
#ifndef KC_DOMAIN_LEGAL_PAGE_H
#define KC_DOMAIN_LEGAL_PAGE_H

#include <stdbool.h>

#include "base/day.h"
#include "base/limits.h"
#include "domain/say.h"

enum legal_page { LEGAL_IMPRINT, LEGAL_PRIVACY, LEGAL_ACCESSIBILITY };
enum { LEGAL_PAGES = LEGAL_ACCESSIBILITY + 1 };

enum legal_span_kind { LEGAL_TEXT, LEGAL_GAP, LEGAL_LINK };
struct legal_span {
    enum legal_span_kind kind;
    struct slice text; /* of a gap without its brackets */
    struct slice url;  /* of a link: "https://...", "mailto:..." */
};
struct legal_line {
    struct legal_span *spans;
    int spans_len;
};
enum legal_block_kind { LEGAL_PARAGRAPH, LEGAL_LIST, LEGAL_HEADING };
struct legal_block {
    enum legal_block_kind kind;
    struct legal_line *lines; /* of a heading one */
    int lines_len;
};
struct legal_text {
    struct legal_block *blocks;
    int blocks_len;
    int gaps;
};

struct legal_version {
    int64_t version; /* 1, 2, 3 ... */
    struct slice content;
    struct instant changed;
    struct slice editor; /* code of an account */
};

/* "imprint" */
const char *legal_page_code(enum legal_page page);
/* ERR_NOT_FOUND when there is none of this code. */
MUST_USE enum err legal_page_parse(struct slice code, enum legal_page *ret_page);

/* The spans are slices of `text`, but for the addresses of mails. ERR_LIMIT: the arena is full. */
MUST_USE enum err legal_text_parse(struct arena *a, struct slice text, struct legal_text *ret_text);
/* How many gaps it has. */
int legal_gaps(struct slice text);

#endif
