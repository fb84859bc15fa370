/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/check_owner.h"

#include <string.h>

_Static_assert(sizeof(struct check_owner) == sizeof(struct crypto_hash), "an owner is a hash");

struct check_desk
check_desk_of(const struct http_request *req)
{
    const struct web_app *app = req->app;
    struct check_desk desk = {app->platform, &app->items, &app->key, {{0}}};
    struct crypto_hash hash;

    assert(req->guest.len > 0);
    hash = crypto_mac(&app->key, "check data", req->guest);
    memcpy(desk.owner.bytes, hash.bytes, sizeof desk.owner.bytes);
    return desk;
}
