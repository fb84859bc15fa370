/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/guest_data.h"

#include <string.h>

_Static_assert(sizeof(struct guest_key) == sizeof(struct crypto_hash), "a guest's key is a hash");

bool
guest_data_has_key(const struct http_request *req)
{
    return req->actor != NULL || req->guest.len > 0;
}

static struct guest_key
key_of(const struct http_request *req, const char *purpose, struct slice id)
{
    const struct web_app *app = req->app;
    struct crypto_hash hash = crypto_mac(&app->key, purpose, id);
    struct guest_key key;

    assert(id.len > 0);
    memcpy(key.bytes, hash.bytes, sizeof key.bytes);
    return key;
}

struct guest_key
guest_data_key_of_guest(const struct http_request *req)
{
    return key_of(req, "guest data", req->guest);
}

struct guest_key
guest_data_key_of_account(const struct http_request *req, struct slice code)
{
    return key_of(req, "account data", code);
}

struct guest_key
guest_data_key(const struct http_request *req)
{
    return req->actor != NULL ? guest_data_key_of_account(req, req->actor->code)
                              : guest_data_key_of_guest(req);
}
