/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/second_factor.h"

#include "domain/totp.h"
#include "exchange/qr_code.h"

enum { GROUP = 4 };

enum err
second_factor_show(struct arena *a, struct slice secret, struct slice email,
                   struct second_factor *ret)
{
    struct text plain = text_init(a, 128);
    struct text grouped = text_init(a, 160);
    struct text uri = text_init(a, 2048);
    struct qr_code code = {.size = 0};
    struct slice s;

    totp_put_secret(&plain, secret);
    TRY(text_end(&plain, &s));
    for (size_t i = 0; i < s.len; i++) {
        if (i > 0 && i % GROUP == 0)
            text_putc(&grouped, ' ');
        text_putc(&grouped, s.at[i]);
    }
    TRY(text_end(&grouped, &ret->key));
    totp_put_uri(&uri, secret, email);
    TRY(text_end(&uri, &s));
    TRY(qr_code_make(a, s, &code));
    ret->path = code.path;
    ret->size = code.size;
    return OK;
}
