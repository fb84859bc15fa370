/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/publish_page.h"

enum err
publish_page_desk(struct page *page, struct publish_desk *ret_desk)
{
    const struct web_app *app = page->req->app;

    page->noindex = true;
    return publish_desk_open(&page->req->ctx, app->platform, page->req->actor,
                             http_param(page->req, "org"), ret_desk);
}

static struct slice
finish(const struct text *t)
{
    struct slice url = SLICE("");

    return text_end(t, &url) == OK ? url : SLICE("/anbieter");
}

static struct text
begin(const struct page *page, const struct publish_desk *desk)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);

    text_puts(&t, "/anbieter/");
    percent_put(&t, desk->organisation.code);
    return t;
}

struct slice
publish_url(const struct page *page, const struct publish_desk *desk, const char *rest)
{
    struct text t = begin(page, desk);

    text_puts(&t, rest);
    return finish(&t);
}

struct slice
publish_version_url(const struct page *page, const struct publish_desk *desk,
                    struct module_version_id id, const char *rest)
{
    struct text t = begin(page, desk);

    text_puts(&t, "/fassung/");
    text_int(&t, id.n);
    text_puts(&t, rest);
    return finish(&t);
}

struct slice
publish_block_url(const struct page *page, const struct publish_desk *desk, struct slice code,
                  const char *rest)
{
    struct text t = begin(page, desk);

    text_puts(&t, "/baustein/");
    percent_put(&t, code);
    text_puts(&t, rest);
    return finish(&t);
}

struct crumbs
publish_crumbs(const struct page *page, const struct publish_desk *desk, struct slice here)
{
    struct crumbs c = {.crumbs_len = 2};

    c.crumbs[0] = (struct crumb){desk->organisation.name, publish_url(page, desk, "")};
    c.crumbs[1].label = here;
    return c;
}

enum say_key
publish_word_state(enum module_state s)
{
    static const enum say_key KEYS[MODULE_STATES] = {
        [MODULE_DRAFT] = SAY_PUBLISH_STATE_DRAFT,
        [MODULE_REVIEW] = SAY_PUBLISH_STATE_REVIEW,
        [MODULE_PUBLISHED] = SAY_PUBLISH_STATE_PUBLISHED,
        [MODULE_REPLACED] = SAY_PUBLISH_STATE_REPLACED,
        [MODULE_RETIRED] = SAY_PUBLISH_STATE_RETIRED,
    };

    return KEYS[s];
}

enum err
publish_version_id(const struct http_request *req, struct module_version_id *ret_id)
{
    return slice_int(http_param(req, "id"), 1, INT64_MAX, &ret_id->n) == OK ? OK : ERR_NOT_FOUND;
}

int
publish_edition(const struct http_request *req)
{
    int64_t n = 0;

    return slice_int(form_value(&req->form, "stand"), 1, INT32_MAX, &n) == OK ? (int)n : 0;
}
