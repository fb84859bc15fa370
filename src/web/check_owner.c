/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/check_owner.h"

#include <string.h>

_Static_assert(sizeof(struct check_owner) == sizeof(struct crypto_hash), "an owner is a hash");

static struct check_owner
owner_of(const struct http_request *req, const char *purpose, struct slice id)
{
    const struct web_app *app = req->app;
    struct crypto_hash hash = crypto_mac(&app->key, purpose, id);
    struct check_owner owner;

    assert(id.len > 0);
    memcpy(owner.bytes, hash.bytes, sizeof owner.bytes);
    return owner;
}

struct check_owner
check_owner_of_account(const struct http_request *req, struct slice code)
{
    return owner_of(req, "check data of an account", code);
}

struct check_desk
check_desk_of_guest(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return (struct check_desk){.platform = app->platform,
                               .bank = platform_items(app->platform),
                               .key = &app->key,
                               .owner = owner_of(req, "check data", req->guest)};
}

struct check_desk
check_desk_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    if (req->actor == NULL)
        return check_desk_of_guest(req);
    return (struct check_desk){.platform = app->platform,
                               .bank = platform_items(app->platform),
                               .key = &app->key,
                               .owner = check_owner_of_account(req, req->actor->code)};
}
