/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The head of a request, as it came off the wire, and why one is refused.
 * Between the parser (http_server_parse.h), the checks (http_strict.h) and the
 * server; handlers see struct http_request instead.
 */
#ifndef KC_WEB_HTTP_MESSAGE_H
#define KC_WEB_HTTP_MESSAGE_H

#include "web/http.h"

/* Why a request is not taken. The connection is closed after the answer. */
struct http_refusal {
    int status;      /* 400 .. 505 */
    const char *why; /* for tests and people who debug; never from the request */
};

enum http_step {
    STEP_MORE,    /* everything given was fine so far; more bytes are needed */
    STEP_DONE,    /* complete */
    STEP_REFUSED, /* see the refusal */
};

/* Slices point into `raw`, or into the arena it lies in. */
struct http_head {
    struct slice raw; /* request line to the empty line, both line ends included */
    struct slice method_name;
    enum http_method method; /* valid when method_known */
    bool method_known;
    int minor; /* HTTP/1.minor */
    struct slice target;
    struct slice path_raw;
    struct slice path; /* decoded */
    struct slice query_raw;
    struct slice authority; /* of an absolute-form target, else empty */
    bool is_asterisk;       /* "OPTIONS *" */
    struct slice host;
    struct http_header *headers;
    size_t headers_len;
    bool has_length;
    bool is_chunked;
    uint64_t content_length;
    bool wants_close;
    bool expects_continue;
};

/* How far a head that is not complete was looked at. All zero to begin. */
struct http_scan {
    size_t at;
    size_t line_end; /* of the request line; 0: not seen yet */
    size_t start;    /* 2 when an empty line came first (RFC 9112 section 2.2) */
};

enum http_chunk_state {
    CHUNK_SIZE_FIRST,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK_SIZE_LF,
    CHUNK_DATA,
    CHUNK_DATA_CR,
    CHUNK_DATA_LF,
    CHUNK_TRAILER_FIRST,
    CHUNK_TRAILER_NAME,
    CHUNK_TRAILER_VALUE,
    CHUNK_TRAILER_LF,
    CHUNK_LAST_LF,
};
enum { CHUNK_NAME_BYTES = 32 };

/* Where in a chunked body we are. All zero to begin. */
struct http_chunks {
    enum http_chunk_state state;
    uint64_t left; /* bytes of this chunk */
    size_t digits;
    size_t line_bytes;
    size_t trailer_bytes;
    char name[CHUNK_NAME_BYTES]; /* beginning of a trailer's name, in lower case */
    size_t name_len;
};

#endif
