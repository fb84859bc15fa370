/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/guest.h"

#include <string.h>

#include "web/cookie.h"

enum { ID_BYTES = 18, SIGNATURE_CHARS = 43, COOKIE_CHARS = GUEST_ID_CHARS + 1 + SIGNATURE_CHARS };
#define COOKIE_PURPOSE "kommunalcampus guest cookie 1"
#define TOKEN_PURPOSE "kommunalcampus form token 1"

static_assert(GUEST_ID_CHARS == ID_BYTES / 3 * 4, "base64url of the id");

static const char *
cookie_name(const struct http_request *req)
{
    return req->is_https ? GUEST_COOKIE_TLS : GUEST_COOKIE;
}

static enum err
hash_text(struct arena *a, struct crypto_hash h, struct slice *ret_text)
{
    return crypto_base64url(a, (struct slice){(const char *)h.bytes, sizeof h.bytes}, ret_text);
}

static bool
is_base64url(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              c == '-' || c == '_'))
            return false;
    }
    return true;
}

static enum err
guest_is(const struct crypto_key *key, struct http_request *req, struct slice id)
{
    struct slice token;

    TRY(hash_text(req->arena, crypto_mac(key, TOKEN_PURPOSE, id), &token));
    req->guest = id;
    req->form_token = token;
    return OK;
}

enum err
guest_read(const struct crypto_key *key, struct http_request *req)
{
    struct slice cookie = http_cookie(req, cookie_name(req));
    struct slice id = slice_sub(cookie, 0, GUEST_ID_CHARS);
    struct slice signature;

    req->guest = (struct slice){NULL, 0};
    req->form_token = (struct slice){NULL, 0};
    if (cookie.len != COOKIE_CHARS || cookie.at[GUEST_ID_CHARS] != '.' || !is_base64url(id))
        return OK;
    TRY(hash_text(req->arena, crypto_mac(key, COOKIE_PURPOSE, id), &signature));
    if (!crypto_eq(signature, slice_sub(cookie, GUEST_ID_CHARS + 1, SIGNATURE_CHARS)))
        return OK;
    return guest_is(key, req, id);
}

enum err
guest_ensure(const struct crypto_key *key, int days, struct http_request *req,
             struct http_response *res)
{
    struct text t = text_init(req->arena, COOKIE_CHARS);
    int64_t seconds = (int64_t)days * GUEST_DAY_SECONDS;
    char bytes[ID_BYTES];
    struct slice signature;
    struct slice cookie;
    struct slice id;

    if (req->guest.len > 0) {
        /* The time runs from the last visit, not from the first. */
        if (req->method == METHOD_GET)
            cookie_set(req, res, cookie_name(req), http_cookie(req, cookie_name(req)), seconds);
        return OK;
    }
    crypto_random(bytes, sizeof bytes);
    TRY(crypto_base64url(req->arena, (struct slice){bytes, sizeof bytes}, &id));
    TRY(hash_text(req->arena, crypto_mac(key, COOKIE_PURPOSE, id), &signature));
    text_put(&t, id);
    text_putc(&t, '.');
    text_put(&t, signature);
    TRY(text_end(&t, &cookie));
    TRY(guest_is(key, req, id));
    cookie_set(req, res, cookie_name(req), cookie, seconds);
    return OK;
}

void
guest_forget(const struct http_request *req, struct http_response *res)
{
    cookie_set(req, res, cookie_name(req), (struct slice){"", 0}, 0);
}

bool
guest_token_is_valid(const struct http_request *req, struct slice token)
{
    return req->form_token.len > 0 && crypto_eq(req->form_token, token);
}
