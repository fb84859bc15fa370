/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/check_owner.h"

#include <string.h>

_Static_assert(sizeof(struct check_owner) == sizeof(struct crypto_hash), "an owner is a hash");

struct check_owner
check_owner_of(const struct http_request *req)
{
    const struct web_app *app = req->app;
    struct crypto_hash hash;
    struct check_owner owner;

    assert(req->guest.len > 0);
    hash = crypto_mac(&app->key, "check data", req->guest);
    memcpy(owner.bytes, hash.bytes, sizeof owner.bytes);
    return owner;
}

struct check_desk
check_desk_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return (struct check_desk){app->platform, &app->items, &app->key};
}
