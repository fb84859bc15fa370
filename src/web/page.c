/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page.h"

#include "domain/right.h"
#include "web/page_language.h"

static struct slice
text_or_empty(const struct text *t)
{
    struct slice s = {0};

    return text_end(t, &s) == OK ? s : (struct slice){"", 0};
}

enum lang
page_lang(const struct http_request *req)
{
    struct slice chosen = http_cookie(req, LANGUAGE_COOKIE);

    if (slice_is(chosen, "de"))
        return LANG_DE;
    if (slice_is(chosen, "en"))
        return LANG_EN;
    return lang_wanted(http_header(req, "Accept-Language"));
}

static struct slice
address_of(const struct http_request *req)
{
    struct text t = text_init(req->arena, HTTP_TARGET_BYTES_MAX);

    /* Only a page that was shown for GET can be asked for again. */
    if (req->method != METHOD_GET && req->method != METHOD_HEAD)
        return SLICE("/");
    text_put(&t, req->path_raw);
    if (req->query_raw.len > 0) {
        text_putc(&t, '?');
        text_put(&t, req->query_raw);
    }
    return text_or_empty(&t);
}

static bool
has_demo(const struct snapshot *snap)
{
    for (int i = 0; i < snap->catalogue->providers_len; i++) {
        if (snap->catalogue->providers[i].demo)
            return true;
    }
    return false;
}

static void
put_work(struct page *page, struct page_work work)
{
    work.is_here = slice_starts(page->req->path, slice_of(work.url));
    assert(page->works_len < PAGE_WORKS_MAX);
    page->works[page->works_len++] = work;
}

static void
put_works(struct page *page)
{
    const struct actor *actor = page->req->actor;
    bool publishes = false;

    for (int i = 0; i < actor->grants_len; i++)
        publishes |= actor->grants[i].role == ROLE_PROVIDER;
    if (right_reaches(RIGHT_EMPLOYEES_MANAGE, actor))
        put_work(page,
                 (struct page_work){SAY_LAYOUT_WORK_STAFF, SAY_STAFF_TITLE, "/verwaltung", false});
    if (publishes)
        put_work(page, (struct page_work){SAY_LAYOUT_WORK_PUBLISH, SAY_PUBLISH_TITLE, "/anbieter",
                                          false});
    if (right_reaches(RIGHT_MODULE_REVIEW, actor))
        put_work(page, (struct page_work){SAY_LAYOUT_WORK_CERTIFY, SAY_CERTIFY_TITLE,
                                          "/zertifizierung", false});
    if (right_reaches(RIGHT_ITEM_WRITE, actor))
        put_work(page,
                 (struct page_work){SAY_LAYOUT_WORK_ITEMS, SAY_ITEMS_TITLE, "/aufgaben", false});
    if (right_reaches(RIGHT_ORGANISATION_ADMIT, actor))
        put_work(page,
                 (struct page_work){SAY_LAYOUT_WORK_OFFICE, SAY_OFFICE_TITLE, "/betrieb", false});
}

struct page
page_begin(struct http_request *req, enum page_nav nav)
{
    struct web_app *app = req->app;
    struct page page = {.req = req, .nav = nav, .lang = page_lang(req), .token = req->form_token};
    struct text today = text_init(req->arena, 16);

    page.snap = snapshot_acquire(app->platform);
    page.actor = req->actor;
    if (req->actor != NULL)
        put_works(&page);
    page.guest_days = app->guest_days;
    page.demo = has_demo(page.snap);
    page.here = address_of(req);
    page.to_german = page_url(&page, "/sprache/de", "zurueck", page.here);
    page.to_english = page_url(&page, "/sprache/en", "zurueck", page.here);
    day_put_iso(&today, page.snap->today);
    page.today = text_or_empty(&today);
    return page;
}

void
page_done(struct page *page)
{
    struct web_app *app;

    if (page->snap == NULL) /* never begun, or done with */
        return;
    app = page->req->app;
    snapshot_release(app->platform, page->snap);
    page->snap = NULL;
}

struct slice
page_say(const struct page *page, enum say_key key)
{
    struct text t = text_init(page->req->arena, 4096);

    say_puts(&t, page->lang, key);
    return text_or_empty(&t);
}

struct slice
page_tell(const struct page *page, enum say_key key, const struct say_arg *args, size_t args_len)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX + 4096);

    say_put(&t, page->lang, key, args, args_len);
    return text_or_empty(&t);
}

struct slice
page_name(const struct page *page, struct slice de, struct slice en)
{
    return page->lang == LANG_EN && en.len > 0 ? en : de;
}

struct slice
page_url(const struct page *page, const char *path, const char *name, struct slice value)
{
    struct text t = text_init(page->req->arena, 3 * HTTP_TARGET_BYTES_MAX);

    text_puts(&t, path);
    text_putc(&t, '?');
    text_puts(&t, name);
    text_putc(&t, '=');
    percent_put(&t, value);
    return text_or_empty(&t);
}

struct slice
page_module_url(const struct page *page, const struct module *m)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);

    text_puts(&t, "/baustein/");
    percent_put(&t, m->code);
    return text_or_empty(&t);
}

enum err
page_send(const struct page *page, struct http_response *res, const struct text *html)
{
    (void)page;
    /* The same address speaks two languages: a cache must not mix them up. */
    http_set_header(res, "Vary", SLICE("Accept-Language, Cookie"));
    return http_html(res, html);
}
