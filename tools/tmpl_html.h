/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where in the HTML are we? A tokenizer that follows a template's own bytes
 * (HTML Living Standard 13.2.5, the states that well-formed pages reach) and
 * tells for each hole how its value must be escaped. It refuses what cannot be
 * made safe or is most likely a mistake:
 *
 *   holes in names of tags and attributes, in unquoted attribute values, in
 *   comments, in srcset; <script> with content, <style>, <base>, style=, on...=,
 *   srcdoc=, http-equiv=; schemes other than http, https, mailto, tel; tags
 *   that are not closed, or closed in another branch than they were opened in.
 *
 * White space that the browser does not show is left out of the output.
 */
#ifndef KC_TOOLS_TMPL_HTML_H
#define KC_TOOLS_TMPL_HTML_H

#include "source.h"

enum { HTML_DEPTH_MAX = 64, HTML_ATTRIBUTES_MAX = 64 };

enum html_state {
    HTML_TEXT,
    HTML_TAG_START,      /* behind < */
    HTML_TAG_NAME,       /* in the name, of an opening or closing tag */
    HTML_IN_TAG,         /* between attributes */
    HTML_ATTRIBUTE_NAME, /* in a name */
    HTML_BEFORE_VALUE,   /* behind = */
    HTML_VALUE,          /* between quotes */
    HTML_DECLARATION,    /* <!doctype html> */
};

/* How far a URL attribute has come. */
enum html_url { HTML_NO_URL, HTML_URL_START, HTML_URL_NAME, HTML_URL_AFTER_HOLE, HTML_URL_INSIDE };

enum html_place { HTML_PLACE_TEXT, HTML_PLACE_ATTRIBUTE, HTML_PLACE_URL, HTML_PLACE_URL_PART };

struct html {
    const struct source *file;
    const char *place; /* of the piece being read, for bytes that are not in the file */
    enum html_state state;
    enum html_url url;
    char quote;
    bool closing;      /* the tag is </...> */
    bool space_needed; /* an attribute must not follow directly */
    bool self_closing; /* a / was seen in the tag */
    bool space_before; /* the last byte written is white space */
    bool no_holes;     /* in srcset */
    struct slice tag;  /* the tag being read */
    const char *tag_place;
    struct slice attribute;
    const char *value_at;
    struct slice attributes[HTML_ATTRIBUTES_MAX];
    size_t attributes_len;
    struct slice open[HTML_DEPTH_MAX];
    const char *open_at[HTML_DEPTH_MAX];
    size_t depth;
    size_t floor; /* what was open when this branch began stays open */
};

struct html html_init(const struct source *file);
/* Read HTML and append to `out` what the browser needs of it. */
void html_read(struct html *h, const char *place, struct slice piece, struct text *out);
/* A value stands here: how is it escaped? Ends the program where none may stand. */
enum html_place html_hole(struct html *h, const char *place);
/* A directive that writes nothing itself ({{ if }}) stands here. */
void html_pause(struct html *h, const char *place);
/* Only between tags may a template call another one. */
void html_need_text(const struct html *h, const char *place, const char *what);
/* A branch begins: it must close what it opens, and only that. */
void html_enter(struct html *h);
/* Two ways through the template come together; ends the program if they differ. */
struct html html_join(const struct html *a, const struct html *b, const char *place);
/* Everything above the floor is closed and we stand between tags. */
void html_leave(const struct html *h, const char *place, const char *what);

#endif
