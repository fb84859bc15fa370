/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What compiled templates call. A value is escaped for the place it stands in;
 * tmplc decides the place when it compiles the template, from the HTML around
 * it. Only templates call render_static(): tidy refuses it elsewhere.
 *
 * Sources: HTML Living Standard 13.1.2.3 and 13.2.5 (attribute values, text),
 * RFC 3986 section 2 (percent-encoding), OWASP XSS prevention rules 1, 2, 5.
 */
#ifndef KC_WEB_RENDER_H
#define KC_WEB_RENDER_H

#include "domain/say.h"

struct render {
    struct text *out;
    enum lang lang;
};

enum render_place {
    RENDER_TEXT,      /* between tags */
    RENDER_ATTRIBUTE, /* in a quoted attribute value */
    RENDER_URL,       /* a whole URL, or its beginning */
    RENDER_URL_PART,  /* a path segment, query name or value, fragment */
};

/*
 * A value at its place. In a URL, text that begins with a scheme other than
 * http, https, mailto or tel becomes "#"; as a part of a URL it is
 * percent-encoded. Only text, whole numbers and ISO days stand in URLs.
 */
void render_put(struct render *r, enum render_place place, struct say_arg arg);
/* The value as machines read it: no grouping, ISO days. For attributes and URLs. */
struct say_arg render_machine(struct say_arg arg);
/* A sentence, at RENDER_TEXT or RENDER_ATTRIBUTE. */
void render_say(struct render *r, enum render_place place, enum say_key key,
                const struct say_arg *args, size_t args_len);
/* <p> for each block between empty lines, <br> for each line break. */
void render_paragraphs(struct render *r, struct slice text);
/* Bytes of the template itself. */
void render_static(struct render *r, const char *at, size_t len);
/* The same with sentences between them, which tmplc has escaped. */
void render_static_in(struct render *r, struct slice german, struct slice english);

/* What {{ if x }} asks: not zero, not NULL, not empty. */
bool render_true_int(int64_t n);
bool render_true_size(uint64_t n);
bool render_true_slice(struct slice s);
bool render_true_cstr(const char *s);
bool render_true_pointer(const void *p);
bool render_true_cents(struct cents c);

#define RENDER_TRUE(x)                                                                             \
    _Generic((x), _Bool: render_true_int, char: render_true_int, signed char: render_true_int,     \
             unsigned char: render_true_int, short: render_true_int,                               \
             unsigned short: render_true_int, int: render_true_int, unsigned: render_true_int,     \
             long: render_true_int, long long: render_true_int, unsigned long: render_true_size,   \
             unsigned long long: render_true_size, struct slice: render_true_slice,                \
             struct cents: render_true_cents, char *: render_true_cstr,                            \
             const char *: render_true_cstr, default: render_true_pointer)(x)

#endif
