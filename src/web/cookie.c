/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/cookie.h"

enum err
cookie_find(struct slice header, struct slice name, struct slice *ret_value)
{
    struct slice found = {NULL, 0};
    struct slice part;

    while (slice_next(&header, ';', &part)) {
        size_t eq;

        part = slice_trim(part);
        eq = slice_find_char(part, '=');
        if (eq == part.len || !slice_eq(slice_sub(part, 0, eq), name))
            continue;
        if (found.at != NULL)
            return ERR_CONFLICT;
        found = slice_sub(part, eq + 1, part.len);
        if (found.at == NULL)
            found.at = "";
    }
    if (found.at == NULL)
        return ERR_NOT_FOUND;
    *ret_value = found;
    return OK;
}

/* cookie-octet of RFC 6265 section 4.1.1 */
static bool
is_cookie_octet(char c)
{
    return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

void
cookie_set(const struct http_request *req, struct http_response *res, const char *name,
           struct slice value, int64_t seconds)
{
    struct text t = text_init(res->arena, HTTP_HEAD_BYTES_MAX);
    struct slice line;

    for (size_t i = 0; i < value.len; i++)
        res->failed |= !is_cookie_octet(value.at[i]);
    text_puts(&t, name);
    text_putc(&t, '=');
    text_put(&t, value);
    text_puts(&t, "; Path=/; HttpOnly; SameSite=Lax");
    if (seconds >= 0) {
        text_puts(&t, "; Max-Age=");
        text_int(&t, seconds);
    }
    if (req->is_https)
        text_puts(&t, "; Secure");
    if (text_end(&t, &line) != OK) {
        res->failed = true;
        return;
    }
    http_set_header(res, "Set-Cookie", line);
    res->is_personal = true;
}
