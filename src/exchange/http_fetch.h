/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Asks another server over HTTPS, within limits: at most ISSUER_FETCH_MS_MAX
 * from the name to the last byte, at most ISSUER_ANSWER_BYTES_MAX, no redirect,
 * no cookie, certificates checked. One half of the adapter of libcurl (smtp.h
 * is the other).
 */
#ifndef KC_EXCHANGE_HTTP_FETCH_H
#define KC_EXCHANGE_HTTP_FETCH_H

#include "base/ctx.h"

struct http_fetch {
    struct slice url;  /* http_fetch_may() */
    struct slice form; /* sent as POST, application/x-www-form-urlencoded; empty: GET */
    struct slice user; /* with password: Basic, both already form-encoded (RFC
                          6749, 2.3.1) */
    struct slice password;
    struct slice bearer; /* an access token (RFC 6750); empty: none */
    bool local_http;     /* a test: http:// is fine to this machine */
};

/* Whether it is an address to ask: https:// with a host, without user, fragment
 * or odd letters. */
bool http_fetch_may(struct slice url, bool local_http);
/*
 * The whole answer, in ctx->arena; only status 200 is one.
 *   ERR_INVALID  the address is none to ask
 *   ERR_IO       not reached, too slow, another status, a redirect, cut
 *   ERR_LIMIT    too long
 * Messages hold the host's answer code or libcurl's words, nothing that was
 * sent.
 */
MUST_USE enum err http_fetch(struct ctx *ctx, const struct http_fetch *f, struct slice *ret_body);

#endif
