/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_legal.h"

#include <stdio.h>

#include "web/page.gen.h"
#include "web/route.h"

static const struct about_block PRIVACY_BLOCKS[] = {
    {SAY_ABOUT_PRIVACY_SHORT, ABOUT_TEXT},        {SAY_ABOUT_PRIVACY_COOKIE_HEAD, ABOUT_HEADING},
    {SAY_ABOUT_PRIVACY_COOKIE, ABOUT_COOKIE},     {SAY_ABOUT_PRIVACY_COOKIE_2, ABOUT_TEXT},
    {SAY_ABOUT_PRIVACY_DATA_HEAD, ABOUT_HEADING}, {SAY_ABOUT_PRIVACY_DATA, ABOUT_TEXT},
    {SAY_ABOUT_PRIVACY_DATA_2, ABOUT_TEXT},       {SAY_ABOUT_PRIVACY_LOG_HEAD, ABOUT_HEADING},
    {SAY_ABOUT_PRIVACY_LOG, ABOUT_TEXT},
};

static const struct about_block ACCESS_BLOCKS[] = {
    {SAY_ABOUT_ACCESS_AIM, ABOUT_TEXT},    {SAY_ABOUT_ACCESS_DONE_HEAD, ABOUT_HEADING},
    {SAY_ABOUT_ACCESS_DONE, ABOUT_TEXT},   {SAY_ABOUT_ACCESS_LIMITS_HEAD, ABOUT_HEADING},
    {SAY_ABOUT_ACCESS_LIMITS, ABOUT_TEXT},
};

/* The first two are true of a demo alone. */
static const struct about_block IMPRINT_BLOCKS[] = {
    {SAY_ABOUT_IMPRINT, ABOUT_TEXT},
    {SAY_ABOUT_IMPRINT_2, ABOUT_TEXT},
    {SAY_ABOUT_IMPRINT_FONTS, ABOUT_TEXT},
};
enum { IMPRINT_DEMO_BLOCKS = 2 };

static const struct {
    enum say_key title;
    const char *path;
    const struct about_block *blocks;
    size_t blocks_len;
} OF[LEGAL_PAGES] = {
    [LEGAL_IMPRINT] = {SAY_ABOUT_IMPRINT_TITLE, "/impressum", IMPRINT_BLOCKS,
                       ARRAY_LEN(IMPRINT_BLOCKS)},
    [LEGAL_PRIVACY] = {SAY_ABOUT_PRIVACY_TITLE, "/datenschutz", PRIVACY_BLOCKS,
                       ARRAY_LEN(PRIVACY_BLOCKS)},
    [LEGAL_ACCESSIBILITY] = {SAY_ABOUT_ACCESS_TITLE, "/barrierefreiheit", ACCESS_BLOCKS,
                             ARRAY_LEN(ACCESS_BLOCKS)},
};

/* --- for everybody ------------------------------------------------------- */

static enum err
show(struct http_request *req, struct http_response *res, enum legal_page which)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    const struct web_app *app = req->app;
    struct page_legal p = {.page = &page, .blocks = OF[which].blocks};
    struct legal_version version;

    p.blocks_len = (int)OF[which].blocks_len;
    if (which == LEGAL_IMPRINT && !page.demo) {
        p.blocks += IMPRINT_DEMO_BLOCKS;
        p.blocks_len -= IMPRINT_DEMO_BLOCKS;
    }
    TRY(legal_show(&req->ctx, app->platform, which, page.lang, &version));
    TRY(legal_text_parse(req->arena, version.content, &p.text));
    p.is_written = version.version > 0;
    p.changed = version.changed;
    page.title = page_say(&page, OF[which].title);
    p.crumbs.crumbs[0].label = page.title;
    p.crumbs.crumbs_len = 1;
    PAGE_SEND(&page, res, page_legal, &p);
}

enum err
page_privacy_show(struct http_request *req, struct http_response *res)
{
    return show(req, res, LEGAL_PRIVACY);
}

enum err
page_accessibility_show(struct http_request *req, struct http_response *res)
{
    return show(req, res, LEGAL_ACCESSIBILITY);
}

enum err
page_imprint_show(struct http_request *req, struct http_response *res)
{
    return show(req, res, LEGAL_IMPRINT);
}

/* --- for who writes them ------------------------------------------------- */

/* "/betrieb/seiten/imprint/de" and what follows. */
static struct slice
edit_url(const struct page *page, enum legal_page which, enum lang lang, const char *rest)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_printf(&t, "/betrieb/seiten/%s/%s%s", legal_page_code(which),
                lang == LANG_EN ? "en" : "de", rest);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

enum err
page_legal_list(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    const struct web_app *app = req->app;
    struct page_legal_list p = {.page = &page};
    struct legal_state state;

    TRY(legal_state(&req->ctx, app->platform, req->actor, &state));
    for (int i = 0; i < LEGAL_PAGES; i++) {
        for (int l = 0; l < LANGS; l++)
            p.rows[p.rows_len++] = (struct legal_row){
                OF[i].title, edit_url(&page, (enum legal_page)i, (enum lang)l, ""),
                l == LANG_EN ? SAY_LEGAL_ENGLISH : SAY_LEGAL_GERMAN, state.gaps[i][l],
                state.version[i][l]};
    }
    page.title = page_say(&page, SAY_LEGAL_TITLE);
    page.noindex = true;
    p.crumbs.crumbs[0] = (struct crumb){page_say(&page, SAY_OFFICE_TITLE), SLICE("/betrieb")};
    p.crumbs.crumbs[1].label = page.title;
    p.crumbs.crumbs_len = 2;
    PAGE_SEND(&page, res, page_legal_list, &p);
}

static enum err
read_which(const struct http_request *req, struct legal_wanted *ret_wanted)
{
    struct slice lang = http_param(req, "lang");

    *ret_wanted = (struct legal_wanted){.lang = slice_is(lang, "en") ? LANG_EN : LANG_DE};
    if (!slice_is(lang, "en") && !slice_is(lang, "de"))
        return ERR_NOT_FOUND;
    return legal_page_parse(http_param(req, "page"), &ret_wanted->page);
}

static void
put_versions(struct page_legal_edit *p, const struct legal_wanted *w, const struct legal_history *h)
{
    for (int i = 0; i < h->len; i++) {
        char rest[48];

        (void)snprintf(rest, sizeof rest, "?fassung=%lld", (long long)h->at[i].version);
        p->versions[p->versions_len++] =
            (struct legal_old){h->at[i].version, h->at[i].changed, h->at[i].editor,
                               edit_url(p->page, w->page, w->lang, rest),
                               h->at[i].version == (p->old > 0 ? p->old : p->seen)};
    }
}

/* The editor with what is kept; `typed` takes its place. */
static enum err
show_editor(struct page_legal_edit *p, struct page *page, struct http_response *res,
            const struct legal_wanted *w)
{
    struct http_request *req = page->req;
    const struct web_app *app = req->app;
    struct legal_edited *e = arena_new(req->arena, struct legal_edited);

    if (e == NULL)
        return ERR_LIMIT;
    TRY(legal_edit(&req->ctx, app->platform, req->actor, w, e));
    p->seen = e->history.len > 0 ? e->history.at[0].version : 0;
    p->old = e->version.version < p->seen ? e->version.version : 0;
    if (p->problem.len == 0)
        p->content = e->version.content;
    else
        res->status = 422;
    TRY(legal_text_parse(req->arena, p->content, &p->preview));
    put_versions(p, w, &e->history);
    p->action = edit_url(page, w->page, w->lang, "");
    p->public_url = slice_of(OF[w->page].path);
    p->language = w->lang == LANG_EN ? "en" : "de";
    page->title =
        page_tell(page, SAY_LEGAL_EDIT,
                  SAY_ARGS(SAY_AS_TEXT(page_say(page, OF[w->page].title)),
                           SAY_AS_TEXT(page_say(page, w->lang == LANG_EN ? SAY_LEGAL_ENGLISH
                                                                         : SAY_LEGAL_GERMAN))));
    page->noindex = true;
    p->crumbs.crumbs[0] = (struct crumb){page_say(page, SAY_OFFICE_TITLE), SLICE("/betrieb")};
    p->crumbs.crumbs[1] = (struct crumb){page_say(page, SAY_LEGAL_TITLE), SLICE("/betrieb/seiten")};
    p->crumbs.crumbs[2].label = page->title;
    p->crumbs.crumbs_len = 3;
    PAGE_SEND(page, res, page_legal_edit, p);
}

enum err
page_legal_edit_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_legal_edit p = {.page = &page};
    struct legal_wanted w;

    TRY(read_which(req, &w));
    if (form_int(&req->query, "fassung", (struct form_range){1, INT64_MAX, 0}, &w.version) != OK)
        return ERR_NOT_FOUND;
    if (form_has(&req->query, "gespeichert"))
        p.good = page_say(&page, SAY_LEGAL_SAVED);
    return show_editor(&p, &page, res, &w);
}

enum err
page_legal_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    const struct web_app *app = req->app;
    struct page_legal_edit p = {.page = &page};
    struct legal_change change = {.seen = 0};
    struct legal_wanted w;
    enum err e;

    TRY(read_which(req, &w));
    TRY(form_lines(req->arena, form_value(&req->form, "text"), &p.content));
    if (form_int(&req->form, "stand", (struct form_range){0, INT64_MAX, 0}, &change.seen) != OK)
        return ERR_INVALID;
    change.page = w.page;
    change.lang = w.lang;
    change.content = p.content;
    e = legal_save(&req->ctx, app->platform, req->actor, &change);
    if (e == OK)
        return http_redirect(res, edit_url(&page, w.page, w.lang, "?gespeichert"));
    if (e != ERR_INVALID && e != ERR_LIMIT && e != ERR_CONFLICT)
        return e;
    ctx_clear(&req->ctx);
    if (e == ERR_LIMIT)
        p.problem =
            page_tell(&page, SAY_LEGAL_LONG, SAY_ARGS(SAY_AS_INT(LEGAL_TEXT_BYTES_MAX / 1024)));
    else
        p.problem = page_say(&page, e == ERR_CONFLICT ? SAY_LEGAL_CONFLICT : SAY_LEGAL_EMPTY);
    return show_editor(&p, &page, res, &w);
}
