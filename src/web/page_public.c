/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_public.h"

#include "web/page.h"

enum { DAY_BITS = 24 };

bool
page_public_answer(const struct http_request *req, struct public_answer *ret_answer)
{
    struct web_app *app = req->app;
    const struct snapshot *snap = snapshot_acquire(app->platform);
    uint64_t revision = (uint64_t)snap->revision;
    uint64_t day = (uint64_t)(uint32_t)snap->today.n;

    snapshot_release(app->platform, snap);
    *ret_answer = (struct public_answer){revision << DAY_BITS | (day & ((1U << DAY_BITS) - 1)),
                                         (unsigned)page_lang(req)};
    return true;
}
