/* SPDX-License-Identifier: EUPL-1.2 */
/* Bodies of SCIM: what is taken leaves a user whose needed values are there, and short. */
#include "base/unicode.h"
#include "exchange/scim_patch.h"
#include "fuzz.h"

static void
user_holds(const struct scim_user *u)
{
    for (int i = 0; i < SCIM_ATTRS; i++) {
        MUST(u->text[i].len <= ACCOUNT_EMAIL_BYTES_MAX && unicode_is_valid(u->text[i]));
        MUST(slice_find_char(u->text[i], '\n') == u->text[i].len);
    }
    MUST(u->text[SCIM_USER_NAME].len > 0 && u->text[SCIM_EMAIL].len > 0);
    MUST(slice_is(u->text[SCIM_ID], "1") && slice_is(u->text[SCIM_EMAIL_TYPE], "work"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(64 << 20);
    struct ctx ctx = {.arena = a};
    struct scim_talk t = {.ctx = &ctx};
    struct scim_user user = {.active = true};
    struct scim_user whole;
    const struct json_value *top = NULL;

    MUST(a != NULL);
    for (int i = 0; i < SCIM_ATTRS; i++)
        user.text[i] = SLICE("");
    user.text[SCIM_ID] = SLICE("1");
    user.text[SCIM_USER_NAME] = SLICE("anna");
    user.text[SCIM_EMAIL] = SLICE("anna@a.example");
    user.text[SCIM_EMAIL_TYPE] = SLICE("work");
    whole = user;
    if (json_read(&ctx, fuzz_slice(data, size), &top) == OK) {
        if (scim_patch_apply(&t, top, &user) == OK)
            user_holds(&user);
        else
            MUST(t.type != SCIM_NO_TYPE);
        ctx_clear(&ctx);
        if (scim_user_read(&t, top, &whole) == OK)
            user_holds(&whole);
    }
    arena_close(a);
    return 0;
}
