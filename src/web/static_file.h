/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files embedded into the program by tools/embed, compressed at build time. The
 * name of a fingerprinted file changes with its content, so browsers may keep
 * it for ever.
 */
#ifndef KC_WEB_STATIC_FILE_H
#define KC_WEB_STATIC_FILE_H

#include "web/http.h"

struct static_file {
    const char *url;          /* "/static/app.3f2a9c1b.css": decoded path */
    const char *content_type; /* "text/css; charset=utf-8" */
    const char *etag;         /* "\"3f2a9c1b\"", with quotes; of the identity bytes */
    bool is_fingerprinted;    /* immutable for a year; otherwise asked for again each time */
    struct slice identity;
    struct slice gzip;   /* at == NULL: there is none, or it would not be smaller */
    struct slice brotli; /* likewise */
};

/* Sorted by url (byte order), without doubles; generated. */
struct static_files {
    const struct static_file *files;
    size_t len;
};

/* NULL when there is none. */
const struct static_file *static_file_find(const struct static_files *all, struct slice path);
/* Answer with the smallest form the browser takes, or 304. */
MUST_USE enum err static_file_answer(const struct static_file *file, const struct http_request *req,
                                     struct http_response *res);

enum static_coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI };
/*
 * RFC 9110 section 12.5.3: the best coding of `file` that Accept-Encoding (at ==
 * NULL: absent) takes; identity when the header is damaged or refuses all.
 */
enum static_coding static_file_coding(const struct static_file *file, struct slice accept_encoding);

#endif
