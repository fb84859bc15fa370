/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a browser says of a passkey: the first byte says which kind, the next two how long the first
 * part is. With the rules that compare left out, so that the ones that read are reached; what is
 * believed then has an id and a key of a length that fits its algorithm.
 */
#include "base/limits.h"
#include "exchange/webauthn.h"
#include "fuzz.h"

static const struct webauthn_want WANT = {.origin = SLICE_INIT("https://campus.example"),
                                          .host = "campus.example",
                                          .challenge = SLICE_INIT("Y2hhbGxlbmdl")};

static void
judge_without_comparing(struct webauthn_look *look)
{
    look->want = WANT;
    (void)webauthn_judge(look, webauthn_rules, WEBAUTHN_RULES);
    for (int i = 0; i < WEBAUTHN_RULES; i++) {
        enum webauthn_fault f = webauthn_rules[i].fault;

        if (f == WEBAUTHN_ALGORITHM || f == WEBAUTHN_KEY || f == WEBAUTHN_STATEMENT ||
            f == WEBAUTHN_SIGNATURE)
            (void)webauthn_judge(look, &webauthn_rules[i], 1);
    }
    MUST(look->data.len >= 37 && look->host_hash.len == 32);
    MUST(look->counter >= 0 && look->counter <= 0xffffffff);
    MUST(!look->is_made || (look->id.len > 0 && look->id.len <= PASSKEY_ID_BYTES_MAX));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char key[64] = {1};
    struct passkey_key kept = {.algorithm = PASSKEY_ES256, .bytes = {key, sizeof key}};
    struct arena *a = arena_open(64 << 20);
    struct ctx ctx = {.arena = a};
    struct webauthn_look look = {.is_made = false};
    struct slice first;
    struct slice second;
    size_t len;

    MUST(a != NULL);
    if (size >= 3) {
        len = (size_t)(data[1] << 8 | data[2]);
        first = slice_sub(fuzz_slice(data, size), 3, len);
        second = slice_sub(fuzz_slice(data, size), 3 + first.len, size);
        if (data[0] % 2 == 0) {
            struct webauthn_made made = {.id = SLICE("x"), .client = SLICE("{}"), .object = first};

            if (webauthn_look_at_made(&ctx, &made, &look) == OK)
                judge_without_comparing(&look);
        } else {
            struct webauthn_shown shown = {.client = second.len > 0 ? second : SLICE("{}"),
                                           .data = first,
                                           .signature = SLICE("0"),
                                           .key = &kept};

            if (webauthn_look_at_shown(&ctx, &shown, &look) == OK)
                judge_without_comparing(&look);
        }
    }
    arena_close(a);
    return 0;
}
