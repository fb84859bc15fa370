/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_criteria.h"

#include <stdio.h>

#include "service/browse_service.h"
#include "web/multipart.h"
#include "web/page.gen.h"
#include "web/route.h"

#define BASE "/guetekriterien"

enum { URL_BYTES = 80 };

static struct criteria_use
use_of(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return (struct criteria_use){app->platform, req->actor};
}

static struct slice
url_of(const struct page *page, int version, const char *rest)
{
    struct text t = text_init(page->req->arena, URL_BYTES);
    struct slice url = SLICE(BASE);

    text_puts(&t, BASE "/");
    if (version == 0)
        text_puts(&t, "entwurf");
    else
        text_int(&t, version);
    text_puts(&t, rest);
    return text_end(&t, &url) == OK ? url : SLICE(BASE);
}

static void
put_crumbs(const struct page *page, struct crumbs *crumbs)
{
    crumbs->crumbs[0] = (struct crumb){page_say(page, SAY_CRITERIA_TITLE), SLICE(BASE)};
    crumbs->crumbs[1].label = page->title;
    crumbs->crumbs_len = 2;
}

/* --- the list ------------------------------------------------------------------------ */

static enum err
show_list(struct page *page, struct http_response *res, struct page_criteria_list *p)
{
    struct http_request *req = page->req;
    struct criteria_use use = use_of(req);
    struct criteria_history *h = arena_new(req->arena, struct criteria_history);

    if (h == NULL)
        return ERR_LIMIT;
    TRY(criteria_history(&req->ctx, &use, h));
    for (int i = 0; i < h->len; i++) {
        const struct criteria_version *v = &h->at[i];
        int number = v->is_draft ? 0 : v->version;

        p->has_draft |= v->is_draft;
        p->rows[p->rows_len++] = (struct criteria_version_row){
            v, url_of(page, number, ""), url_of(page, number, "/kriterien.json")};
    }
    p->page = page;
    page->title = page_say(page, SAY_CRITERIA_TITLE);
    page->noindex = true;
    PAGE_SEND(page, res, page_criteria_list, p);
}

enum err
page_criteria_list_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_criteria_list *p = arena_new(req->arena, struct page_criteria_list);

    if (p == NULL)
        return ERR_LIMIT;
    if (form_has(&req->query, "verworfen"))
        p->good = page_say(&page, SAY_CRITERIA_DROPPED);
    if (form_has(&req->query, "in-kraft"))
        p->good = page_say(&page, SAY_CRITERIA_PUBLISHED);
    return show_list(&page, res, p);
}

static enum err
refuse_draft(struct page *page, struct http_response *res, struct page_criteria_list *p)
{
    ctx_clear(&page->req->ctx);
    p->problem = page_say(page, SAY_CRITERIA_HAS_DRAFT);
    res->status = 409;
    return show_list(page, res, p);
}

enum err
page_criteria_begin(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct criteria_use use = use_of(req);
    struct page_criteria_list *p = arena_new(req->arena, struct page_criteria_list);
    enum err e;

    if (p == NULL)
        return ERR_LIMIT;
    e = criteria_begin(&req->ctx, &use);
    if (e == ERR_CONFLICT)
        return refuse_draft(&page, res, p);
    TRY(e);
    return http_redirect(res, url_of(&page, 0, ""));
}

enum err
page_criteria_import(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct criteria_use use = use_of(req);
    struct page_criteria_list *p = arena_new(req->arena, struct page_criteria_list);
    const struct form_file *file = multipart_file(&req->files, "datei");
    struct slice json = slice_trim(form_value(&req->form, "text"));
    enum err e;

    if (p == NULL)
        return ERR_LIMIT;
    p->typed = json;
    if (file != NULL && file->bytes.len > 0)
        json = file->bytes;
    e = json.len == 0 || json.len > CRITERIA_JSON_BYTES_MAX
            ? ERR_INVALID
            : criteria_import(&req->ctx, &use, json);
    if (e == OK)
        return http_redirect(res, url_of(&page, 0, "?eingelesen"));
    if (e == ERR_CONFLICT)
        return refuse_draft(&page, res, p);
    if (e != ERR_INVALID && e != ERR_LIMIT)
        return e;
    p->wrong = page_say(&page, json.len == 0 ? SAY_CRITERIA_NO_FILE : SAY_CRITERIA_WRONG_FILE);
    if (req->ctx.failure.kind != OK)
        TRY(arena_copy(req->arena, slice_of(ctx_message(&req->ctx, e)), &p->why));
    ctx_clear(&req->ctx);
    res->status = 422;
    return show_list(&page, res, p);
}

/* --- the draft ------------------------------------------------------------------------ */

static enum err
field_id(const struct page *page, char letter, int i, const char **ret)
{
    struct text t = text_init(page->req->arena, 8);
    struct slice s = {0};

    text_printf(&t, "%c%d", letter, i);
    TRY(text_end(&t, &s));
    *ret = arena_cstr(page->req->arena, s);
    return *ret == NULL ? ERR_LIMIT : OK;
}

static enum err
begin_edit(struct page *page, struct page_criteria_edit **ret)
{
    struct page_criteria_edit *p = arena_new(page->req->arena, struct page_criteria_edit);

    if (p == NULL)
        return ERR_LIMIT;
    p->page = page;
    p->name =
        (struct field){.id = "name", .name = "name", .type = "text", .label = SAY_CRITERIA_NAME};
    *ret = p;
    return OK;
}

/* Where the page stands after a row has moved: without script as well. */
static struct slice
row_url(const struct page *page, int i)
{
    char rest[16];

    (void)snprintf(rest, sizeof rest, "#k%d", i);
    return url_of(page, 0, rest);
}

static enum err
show_edit(struct page *page, struct http_response *res, struct page_criteria_edit *p)
{
    for (int i = 0; i < p->rows_len; i++) {
        struct criteria_edit_row *row = &p->rows[i];

        row->index = i;
        row->number = i + 1;
        TRY(field_id(page, 't', i, &row->title_id));
        TRY(field_id(page, 'x', i, &row->text_id));
        if (i > 0)
            row->up_url = row_url(page, i - 1);
        if (i + 1 < p->rows_len)
            row->down_url = row_url(page, i + 1);
    }
    p->add_url = row_url(page, p->rows_len);
    p->is_full = p->rows_len == CRITERIA_MAX;
    page->title = page_tell(page, SAY_CRITERIA_EDIT, SAY_ARGS(SAY_AS_PLAIN(p->version)));
    page->noindex = true;
    put_crumbs(page, &p->crumbs);
    PAGE_SEND(page, res, page_criteria_edit, p);
}

enum err
page_criteria_edit_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct criteria_use use = use_of(req);
    struct criteria_seen *seen = arena_new(req->arena, struct criteria_seen);
    struct page_criteria_edit *p = NULL;

    if (seen == NULL)
        return ERR_LIMIT;
    TRY(begin_edit(&page, &p));
    TRY(criteria_find(&req->ctx, &use, 0, seen));
    p->version = seen->criteria.version;
    p->edition = seen->edition;
    p->name.value = seen->criteria.name;
    for (int i = 0; i < seen->criteria.len; i++) {
        const struct criterion *c = &seen->criteria.at[i];

        p->rows[p->rows_len++] = (struct criteria_edit_row){
            .code = c->code, .title = c->title, .text = c->text, .required = c->required};
    }
    if (form_has(&req->query, "gesichert"))
        p->good = page_say(&page, SAY_CRITERIA_SAVED);
    if (form_has(&req->query, "eingelesen"))
        p->good = page_say(&page, SAY_CRITERIA_IMPORTED);
    return show_edit(&page, res, p);
}

static struct slice
typed(const struct page *page, char letter, int i)
{
    const char *id = NULL;

    return field_id(page, letter, i, &id) == OK ? form_value(&page->req->form, id)
                                                : (struct slice){NULL, 0};
}

static enum err
read_edit(const struct page *page, struct page_criteria_edit *p)
{
    const struct form *f = &page->req->form;
    int64_t version = 0;
    int64_t edition = 0;

    TRY(form_int(f, "fassung", (struct form_range){1, INT32_MAX, 1}, &version));
    TRY(form_int(f, "stand", (struct form_range){0, INT64_MAX, 0}, &edition));
    p->version = (int)version;
    p->edition = edition;
    p->name.value = slice_trim(form_value(f, "name"));
    for (int i = 0; i < CRITERIA_MAX && typed(page, 't', i).at != NULL; i++) {
        struct criteria_edit_row *row = &p->rows[p->rows_len++];

        *row = (struct criteria_edit_row){.code = slice_trim(typed(page, 'c', i)),
                                          .title = slice_trim(typed(page, 't', i)),
                                          .required = typed(page, 'p', i).len > 0};
        TRY(form_lines(page->req->arena, slice_trim(typed(page, 'x', i)), &row->text));
    }
    return OK;
}

/* "hoch-3" of "hoch-": 3; -1: it is another one. */
static int
row_of(const struct page_criteria_edit *p, struct slice what, const char *begin)
{
    int64_t n = -1;

    if (!slice_starts(what, slice_of(begin)) ||
        slice_int(slice_sub(what, slice_of(begin).len, what.len), 0, p->rows_len - 1, &n) != OK)
        return -1;
    return (int)n;
}

static void
swap(struct page_criteria_edit *p, int a, int b)
{
    struct criteria_edit_row kept = p->rows[a];

    if (a < 0 || b < 0 || a >= p->rows_len || b >= p->rows_len)
        return;
    p->rows[a] = p->rows[b];
    p->rows[b] = kept;
}

/* Buttons that change the rows and save nothing. Whether it was one. */
static bool
move_rows(struct page_criteria_edit *p, struct slice what)
{
    int up = row_of(p, what, "hoch-");
    int down = row_of(p, what, "runter-");
    int out = row_of(p, what, "weg-");
    bool is_new = slice_is(what, "neu");

    if (up < 0 && down < 0 && out < 0 && !is_new)
        return false;
    if (up >= 0)
        swap(p, up, up - 1);
    if (down >= 0)
        swap(p, down, down + 1);
    if (out >= 0) {
        for (int i = out; i + 1 < p->rows_len; i++)
            p->rows[i] = p->rows[i + 1];
        p->rows_len--;
    }
    if (is_new && p->rows_len < CRITERIA_MAX)
        p->rows[p->rows_len++] = (struct criteria_edit_row){.required = false};
    p->is_moved = true;
    return true;
}

static struct slice
message_of(const struct page *page, const struct criteria_fault *f)
{
    if (f->wrong == CRITERIA_LONG)
        return page_tell(
            page, SAY_CRITERIA_LONG,
            SAY_ARGS(SAY_AS_INT(f->field == CRITERIA_TEXT ? CRITERION_TEXT_BYTES_MAX
                                                          : CRITERION_TITLE_BYTES_MAX)));
    if (f->wrong == CRITERIA_TWICE)
        return page_say(page, SAY_CRITERIA_TWICE);
    return page_say(page, f->field == CRITERIA_LIST ? SAY_CRITERIA_NONE : SAY_CRITERIA_EMPTY);
}

/* Each where it is; a code that is wrong or there twice was not typed by a person. */
static void
put_faults(const struct page *page, struct page_criteria_edit *p, const struct criteria_faults *all)
{
    for (int i = 0; i < all->len; i++) {
        const struct criteria_fault *f = &all->at[i];
        struct criteria_edit_row *row = f->at >= 0 ? &p->rows[f->at] : NULL;
        struct slice message = message_of(page, f);
        char letter = f->field == CRITERIA_TEXT ? 'x' : 't';
        const char *id = "name";

        if (row == NULL && f->field == CRITERIA_NAME)
            p->name.error = message;
        else if (row == NULL)
            id = "neu";
        else if (field_id(page, letter, f->at, &id) == OK && f->field == CRITERIA_TEXT)
            row->text_error = message;
        else
            row->title_error = message;
        form_errors_add(
            &p->errors,
            (struct form_error){
                slice_of(id),
                row == NULL
                    ? page_say(page,
                               f->field == CRITERIA_NAME ? SAY_CRITERIA_NAME : SAY_CRITERIA_LIST)
                    : page_tell(page, letter == 'x' ? SAY_CRITERIA_TEXT_OF : SAY_CRITERIA_TITLE_OF,
                                SAY_ARGS(SAY_AS_INT(f->at + 1))),
                message});
    }
}

static enum err
save(struct page *page, struct page_criteria_edit *p)
{
    struct http_request *req = page->req;
    struct criteria_use use = use_of(req);
    struct criteria_faults *faults = arena_new(req->arena, struct criteria_faults);
    struct criteria c = {.name = p->name.value, .version = p->version, .len = p->rows_len};

    c.at = arena_array(req->arena, struct criterion, CRITERIA_MAX);
    if (c.at == NULL || faults == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->rows_len; i++)
        c.at[i] = (struct criterion){p->rows[i].code, p->rows[i].title, p->rows[i].text,
                                     p->rows[i].required};
    TRY(criteria_name_codes(req->arena, &c));
    criteria_check(&c, faults);
    if (faults->len > 0) {
        put_faults(page, p, faults);
        return ERR_INVALID;
    }
    return criteria_save(&req->ctx, &use, &c, p->edition);
}

enum err
page_criteria_edit_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice what = form_value(&req->form, "tun");
    struct page_criteria_edit *p = NULL;
    enum err e;

    TRY(begin_edit(&page, &p));
    TRY(read_edit(&page, p));
    if (move_rows(p, what))
        return show_edit(&page, res, p);
    e = save(&page, p);
    if (e == OK)
        return http_redirect(
            res, url_of(&page, 0, slice_is(what, "vorschau") ? "/vorschau" : "?gesichert"));
    if (e != ERR_INVALID && e != ERR_CONFLICT)
        return e;
    ctx_clear(&req->ctx);
    if (e == ERR_CONFLICT)
        p->problem = page_say(&page, SAY_CRITERIA_CONFLICT);
    res->status = e == ERR_CONFLICT ? 409 : 422;
    return show_edit(&page, res, p);
}

/* --- as experts see it ------------------------------------------------------------------ */

static enum err
put_rows(const struct page *page, struct page_criteria_show *p)
{
    for (int i = 0; i < p->seen.criteria.len; i++) {
        struct certify_row *row = &p->view.rows[p->view.rows_len++];

        row->criterion = &p->seen.criteria.at[i];
        TRY(field_id(page, 'g', i, &row->field));
    }
    return OK;
}

static void
put_news(struct page_criteria_show *p)
{
    const struct criteria *now = &p->seen.criteria;
    const struct criteria *before = &p->seen.before;

    for (int i = 0; i < now->len; i++) {
        enum criteria_news news = criteria_news_of(before, now, i);

        if (news != CRITERION_SAME)
            p->news[p->news_len++] = (struct criteria_news_row){
                news == CRITERION_NEW ? SAY_CRITERIA_IS_NEW : SAY_CRITERIA_IS_CHANGED,
                now->at[i].title};
    }
    for (int i = 0; i < before->len; i++) {
        if (!criteria_has(now, before->at[i].code))
            p->news[p->news_len++] =
                (struct criteria_news_row){SAY_CRITERIA_IS_GONE, before->at[i].title};
    }
}

static enum err
load(struct page *page, int version, struct page_criteria_show **ret)
{
    struct http_request *req = page->req;
    struct criteria_use use = use_of(req);
    struct page_criteria_show *p = arena_new(req->arena, struct page_criteria_show);

    if (p == NULL)
        return ERR_LIMIT;
    p->page = page;
    TRY(criteria_find(&req->ctx, &use, version, &p->seen));
    TRY(put_rows(page, p));
    if (p->seen.is_draft)
        put_news(p);
    p->json_url = url_of(page, version, "/kriterien.json");
    page->title = page_tell(
        page, p->seen.is_draft ? SAY_CRITERIA_PREVIEW_OF : SAY_CERTIFY_CRITERIA_OF,
        SAY_ARGS(SAY_AS_TEXT(p->seen.criteria.name), SAY_AS_INT(p->seen.criteria.version)));
    page->noindex = true;
    put_crumbs(page, &p->crumbs);
    *ret = p;
    return OK;
}

static enum err
show(struct http_request *req, struct http_response *res, int version)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_criteria_show *p = NULL;

    TRY(load(&page, version, &p));
    PAGE_SEND(&page, res, page_criteria_show, p);
}

static enum err
send_json(struct http_request *req, struct http_response *res, int version)
{
    struct criteria_use use = use_of(req);
    struct criteria_seen *seen = arena_new(req->arena, struct criteria_seen);

    if (seen == NULL)
        return ERR_LIMIT;
    TRY(criteria_find(&req->ctx, &use, version, seen));
    res->body = seen->json;
    res->content_type = "application/json; charset=utf-8";
    http_set_download(res, "guetekriterien.json");
    return OK;
}

/* Of the address. */
static enum err
read_version(const struct http_request *req, int *ret_version)
{
    int64_t n = 0;

    if (slice_int(http_param(req, "version"), 1, INT32_MAX, &n) != OK)
        return ERR_NOT_FOUND;
    *ret_version = (int)n;
    return OK;
}

enum err
page_criteria_show(struct http_request *req, struct http_response *res)
{
    int version = 0;

    TRY(read_version(req, &version));
    return show(req, res, version);
}

enum err
page_criteria_json(struct http_request *req, struct http_response *res)
{
    int version = 0;

    TRY(read_version(req, &version));
    return send_json(req, res, version);
}

enum err
page_criteria_preview(struct http_request *req, struct http_response *res)
{
    return show(req, res, 0);
}

enum err
page_criteria_draft_json(struct http_request *req, struct http_response *res)
{
    return send_json(req, res, 0);
}

enum err
page_criteria_do(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct criteria_use use = use_of(req);
    bool drops = slice_is(form_value(&req->form, "tun"), "verwerfen");
    struct page_criteria_show *p = NULL;
    int64_t edition = 0;
    enum err e;

    TRY(form_int(&req->form, "stand", (struct form_range){0, INT64_MAX, 0}, &edition));
    e = drops ? criteria_drop(&req->ctx, &use, edition)
              : criteria_publish(&req->ctx, &use, edition);
    if (e == OK)
        return http_redirect(res, slice_of(drops ? BASE "?verworfen" : BASE "?in-kraft"));
    if (e != ERR_CONFLICT)
        return e;
    ctx_clear(&req->ctx);
    e = load(&page, 0, &p);
    if (e == ERR_NOT_FOUND) /* somebody else was faster */
        return http_redirect(res, SLICE(BASE));
    TRY(e);
    p->problem = page_say(&page, SAY_CRITERIA_CONFLICT);
    res->status = 409;
    PAGE_SEND(&page, res, page_criteria_show, p);
}
