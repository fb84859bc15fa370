/* SPDX-License-Identifier: EUPL-1.2 */
/* Cookie headers: nobody becomes a guest without the signature. */
#include "fuzz.h"
#include "web/cookie.h"
#include "web/guest.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct crypto_key key = {{7}};
    struct slice in = fuzz_slice(data, size);
    struct http_header header = {SLICE_INIT("Cookie"), in};
    struct arena *a = arena_open(1 << 20);
    struct http_request req = {.headers = &header, .headers_len = 1, .arena = a};
    struct slice value;

    MUST(a != NULL && crypto_start() == OK);
    if (cookie_find(in, SLICE("a"), &value) == OK) {
        MUST(value.at >= in.at && value.at + value.len <= in.at + in.len);
        MUST(slice_find_char(value, ';') == value.len);
    }
    MUST(guest_read(&key, &req) == OK);
    MUST(req.guest.len == 0 && req.form_token.len == 0);
    arena_close(a);
    return 0;
}
