/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits for a second person, and all drafts handed in at once. */
#include "web/page.gen.h"
#include "web/page_publish_upload.h"
#include "web/publish_page.h"
#include "web/route.h"
#include "web/words.h"

/* "D1.1 0-3" as "Suchen und finden, 0-3". */
static struct slice
gain_words(const struct page *page, struct slice line)
{
    size_t space = slice_find_char(line, ' ');
    const struct competence *c =
        framework_by_code(page->snap->catalogue->framework, slice_sub(line, 0, space));
    struct text t = text_init(page->req->arena, 1000);
    struct slice s = line;

    if (c == NULL)
        return line;
    text_put(&t, page_name(page, c->name_de, c->name_en));
    text_puts(&t, ", ");
    text_put(&t, slice_trim(slice_sub(line, space, line.len)));
    return text_end(&t, &s) == OK ? s : line;
}

static void
put_row(const struct page *page, const struct publish_desk *desk, const struct publish_review *x,
        struct publish_review_row *row)
{
    struct slice rest = x->sheet.fields[BLOCK_GIVES];
    struct slice line = {0};
    enum module_format format = FORMAT_MOOC;

    *row = (struct publish_review_row){
        .review = x,
        .summary = x->sheet.fields[BLOCK_SUMMARY],
        .description = x->sheet.fields[BLOCK_DESCRIPTION],
        .hours = slice_trim(x->sheet.fields[BLOCK_HOURS]),
        .url = publish_version_url(page, desk, x->version.id, ""),
        .preview_url = publish_version_url(page, desk, x->version.id, "/vorschau")};
    if (module_format_parse(slice_trim(x->sheet.fields[BLOCK_FORMAT]), &format) == OK)
        row->format = page_say(page, words_format(format));
    if (cents_parse(slice_trim(x->sheet.fields[BLOCK_PRICE]), &row->price) != OK)
        row->price = (struct cents){0};
    while (row->gives_len < MODULE_LEVELS_MAX && sheet_next(&rest, false, &line))
        row->gives[row->gives_len++] = gain_words(page, line);
}

static enum err
show(struct page *page, const struct publish_desk *desk, struct page_publish_review *p,
     struct http_response *res)
{
    struct http_request *req = page->req;
    struct publish_reviews *r = arena_new(req->arena, struct publish_reviews);

    if (r == NULL)
        return ERR_LIMIT;
    TRY(publish_reviews(&req->ctx, desk, r));
    p->rows = arena_array(req->arena, struct publish_review_row, (size_t)r->len + 1);
    if (p->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < r->len; i++)
        put_row(page, desk, &r->at[i], &p->rows[p->rows_len++]);
    p->page = page;
    p->reviews = r;
    p->action = publish_url(page, desk, "/pruefung");
    p->may_submit = r->colleagues > 1 && r->drafts > 0;
    p->crumbs = publish_crumbs(page, desk, page_say(page, SAY_REVIEW_TITLE));
    page->title = page_say(page, SAY_REVIEW_TITLE);
    PAGE_SEND(page, res, page_publish_review, p);
}

/* "?vorgelegt=3&offen=1" */
static struct slice
submitted_words(const struct page *page, const struct form *query)
{
    struct text t = text_init(page->req->arena, 500);
    struct slice s = SLICE("");
    int64_t n = 0;
    int64_t left = 0;

    if (slice_int(form_value(query, "vorgelegt"), 0, OFFER_ROWS_MAX, &n) != OK)
        return s;
    text_put(&t, page_tell(page, SAY_REVIEW_SUBMITTED, SAY_ARGS(SAY_AS_INT(n))));
    if (slice_int(form_value(query, "offen"), 1, OFFER_ROWS_MAX, &left) == OK) {
        text_putc(&t, ' ');
        text_put(&t, page_tell(page, SAY_REVIEW_LEFT, SAY_ARGS(SAY_AS_INT(left))));
    }
    return text_end(&t, &s) == OK ? s : SLICE("");
}

enum err
page_publish_review_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_review p = {.rows_len = 0};
    struct publish_desk desk;

    TRY(publish_page_desk(&page, &desk));
    p.good = form_has(&req->query, "uebernommen")       ? page_say(&page, SAY_UPLOAD_TAKEN)
             : form_has(&req->query, "veroeffentlicht") ? page_say(&page, SAY_PUBLISH_PUBLISHED)
                                                        : submitted_words(&page, &req->query);
    return show(&page, &desk, &p, res);
}

static enum err
refuse(struct page *page, const struct publish_desk *desk, enum err why, struct http_response *res)
{
    struct page_publish_review p = {.rows_len = 0};

    ctx_clear(&page->req->ctx);
    p.problem = page_say(page, why == ERR_INVALID ? SAY_PUBLISH_NOT_WHOLE : SAY_PUBLISH_CHANGED);
    res->status = why == ERR_INVALID ? 422 : 409;
    return show(page, desk, &p, res);
}

static enum err
submit_all(struct page *page, const struct publish_desk *desk, struct http_response *res)
{
    struct publish_submitted done = {0};
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");
    enum err e = publish_submit_all(&page->req->ctx, desk, &done);

    if (e == ERR_CONFLICT)
        return refuse(page, desk, e, res);
    TRY(e);
    text_put(&t, publish_url(page, desk, "/pruefung?vorgelegt="));
    text_int(&t, done.submitted);
    text_puts(&t, "&offen=");
    text_int(&t, done.left);
    TRY(text_end(&t, &url));
    return http_redirect(res, url);
}

enum err
page_publish_review_do(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct publish_desk desk;
    struct module_version_id id = {0};
    enum err e;

    TRY(publish_page_desk(&page, &desk));
    if (slice_is(form_value(&req->form, "tun"), "alle"))
        return submit_all(&page, &desk, res);
    if (slice_int(form_value(&req->form, "fassung"), 1, INT64_MAX, &id.n) != OK)
        return ERR_NOT_FOUND;
    e = publish_publish(&req->ctx, &desk, id, publish_edition(req));
    if (e == ERR_CONFLICT || e == ERR_INVALID)
        return refuse(&page, &desk, e, res);
    TRY(e);
    return http_redirect(res, publish_url(&page, &desk, "/pruefung?veroeffentlicht"));
}
