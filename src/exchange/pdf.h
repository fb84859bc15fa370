/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A readable PDF, one flow of headings and paragraphs over pages of A4: the only adapter of Pango
 * and Cairo (docs/decisions/0065-pdf-by-pango-and-cairo.md).
 *
 * The file is tagged (headings, paragraphs and lists are known to a screen reader in the order in
 * which they were given), its fonts are embedded, and its text can be searched and copied. Bars are
 * drawn without a tag: say in words what they show.
 *
 * A document fails for good; pdf_close() tells. It is used by one thread.
 */
#ifndef KC_EXCHANGE_PDF_H
#define KC_EXCHANGE_PDF_H

#include "base/arena.h"
#include "base/day.h"
#include "base/slice.h"

struct pdf;

struct pdf_about {
    struct slice title;   /* UTF-8, without NUL */
    struct slice foot;    /* one line below each page, before its number */
    const char *language; /* "de": for breaking lines */
    struct instant made;
    size_t bytes_max; /* of the file */
};

/* ERR_LIMIT: no memory. */
MUST_USE enum err pdf_open(struct arena *a, const struct pdf_about *about, struct pdf **ret_pdf);
/* `level` 1..3. It stays with the beginning of what follows. */
void pdf_heading(struct pdf *p, int level, struct slice text);
void pdf_paragraph(struct pdf *p, struct slice text);
/* The same, smaller and grey. */
void pdf_note(struct pdf *p, struct slice text);
/* One entry of a list; entries that follow each other are one list. */
void pdf_item(struct pdf *p, struct slice text);

/* Columns with a number below each. */
struct pdf_bars {
    const double *heights; /* 0..1 */
    int len;               /* 1..PDF_BARS_MAX */
    int from;              /* from .. to are drawn dark, the others light */
    int to;
    int framed; /* one gets a frame; -1: none */
};
enum { PDF_BARS_MAX = 32 };
void pdf_bars(struct pdf *p, const struct pdf_bars *bars);

/* The file, in the arena of pdf_open(). ERR_LIMIT: longer than bytes_max, or no memory. */
MUST_USE enum err pdf_close(struct pdf *p, struct slice *ret_bytes);

#endif
