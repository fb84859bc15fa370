/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/guest_data.h"

#include <string.h>

_Static_assert(sizeof(struct guest_key) == sizeof(struct crypto_hash), "a guest's key is a hash");

struct guest_key
guest_data_key(const struct http_request *req)
{
    const struct web_app *app = req->app;
    struct crypto_hash hash;
    struct guest_key key;

    assert(req->guest.len > 0);
    hash = crypto_mac(&app->key, "guest data", req->guest);
    memcpy(key.bytes, hash.bytes, sizeof key.bytes);
    return key;
}
