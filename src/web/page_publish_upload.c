/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of blocks: handed in, looked at, taken over, taken along. */
#include "web/page_publish_upload.h"

#include "web/multipart.h"
#include "web/page.gen.h"
#include "web/publish_page.h"
#include "web/route.h"

/* --- words --------------------------------------------------------------- */

static const enum say_key FAULTS[LIST_FAULTS] = {
    [LIST_FILE_EMPTY] = SAY_UPLOAD_FAULT_FILE_EMPTY,
    [LIST_FILE_CHARSET] = SAY_UPLOAD_FAULT_FILE_CHARSET,
    [LIST_FILE_LARGE] = SAY_UPLOAD_FAULT_FILE_LARGE,
    [LIST_FILE_JSON] = SAY_UPLOAD_FAULT_FILE_JSON,
    [LIST_LINES_MANY] = SAY_UPLOAD_FAULT_LINES_MANY,
    [LIST_BLOCKS_MANY] = SAY_UPLOAD_FAULT_BLOCKS_MANY,
    [LIST_HEADING_MISSING] = SAY_UPLOAD_FAULT_HEADING_MISSING,
    [LIST_HEADING_TWICE] = SAY_UPLOAD_FAULT_HEADING_TWICE,
    [LIST_LINE_BROKEN] = SAY_UPLOAD_FAULT_LINE_BROKEN,
    [LIST_LINE_WIDE] = SAY_UPLOAD_FAULT_LINE_WIDE,
    [LIST_RECORD] = SAY_UPLOAD_FAULT_RECORD,
    [LIST_NOT_TEXT] = SAY_UPLOAD_FAULT_NOT_TEXT,
    [LIST_NO_BLOCK] = SAY_UPLOAD_FAULT_NO_BLOCK,
    [LIST_DIFFERS] = SAY_UPLOAD_FAULT_DIFFERS,
    [LIST_RUNS_MANY] = SAY_UPLOAD_FAULT_RUNS_MANY,
    [LIST_CODE_UNKNOWN] = SAY_UPLOAD_FAULT_CODE_UNKNOWN,
    [LIST_TITLE_AMBIGUOUS] = SAY_UPLOAD_FAULT_TITLE_AMBIGUOUS,
    [LIST_BLOCK_TWICE] = SAY_UPLOAD_FAULT_BLOCK_TWICE,
    [LIST_RUN_UNKNOWN] = SAY_UPLOAD_FAULT_RUN_UNKNOWN,
    [LIST_RUN_AMBIGUOUS] = SAY_UPLOAD_FAULT_RUN_AMBIGUOUS,
    [LIST_RUN_TWICE] = SAY_UPLOAD_FAULT_RUN_TWICE,
    [LIST_OF_FEED] = SAY_UPLOAD_FAULT_OF_FEED,
    [LIST_IN_REVIEW] = SAY_UPLOAD_FAULT_IN_REVIEW,
    [LIST_RETIRED] = SAY_UPLOAD_FAULT_RETIRED,
};

static struct slice
fault_text(const struct page *page, const struct list_problem *p)
{
    if (p->fault == LIST_WRONG)
        return publish_word_wrong(page, &(struct block_fault){.wrong = p->wrong});
    return p->other_line > 0
               ? page_tell(page, FAULTS[p->fault], SAY_ARGS(SAY_AS_INT(p->other_line)))
               : page_say(page, FAULTS[p->fault]);
}

static struct slice
column_label(const struct page *page, int column)
{
    if (column == LIST_CODE)
        return page_say(page, SAY_UPLOAD_CODE);
    return page_say(page, column < LIST_RUN
                              ? publish_word_field((enum block_field)(column - LIST_BLOCK))
                              : publish_word_run_field((enum run_field)(column - LIST_RUN)));
}

/* "preis (Preis in Euro)" */
static struct slice
column_name(const struct page *page, int column)
{
    const char *name =
        page->lang == LANG_DE ? list_column_name(column) : list_column_english(column);

    return page_tell(
        page, SAY_UPLOAD_COLUMN_OF,
        SAY_ARGS(SAY_AS_TEXT(slice_of(name)), SAY_AS_TEXT(column_label(page, column))));
}

/* --- what is shown ------------------------------------------------------- */

static void
put_problems(struct page_publish_upload *p)
{
    const struct block_list *list = p->plan->list;

    for (int i = 0; i < list->problems_len && p->problems_len < UPLOAD_ROWS_MAX; i++) {
        const struct list_problem *x = &list->problems[i];

        p->problems[p->problems_len++] = (struct upload_problem_row){
            .line = x->line,
            .column = x->column != LIST_LINE ? column_name(p->page, x->column) : SLICE(""),
            .value = x->value,
            .text = fault_text(p->page, x),
        };
    }
}

/* "Titel, Preis": of the fields from `first` on. */
static struct slice
what_differs(const struct page *page, uint32_t differs, int first, int len)
{
    struct text t = text_init(page->req->arena, 2000);
    struct slice s = SLICE("");

    for (int i = 0; i < len; i++) {
        if ((differs >> i & 1) == 0)
            continue;
        text_puts(&t, t.len > 0 ? ", " : "");
        text_put(&t, column_label(page, first + i));
    }
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static struct slice
dates_of(const struct page *page, const struct upload_block *b)
{
    struct text t = text_init(page->req->arena, 500);
    struct slice s = SLICE("");

    if (b->runs_new > 0)
        text_put(&t, page_tell(page, SAY_UPLOAD_RUNS_NEW, SAY_ARGS(SAY_AS_INT(b->runs_new))));
    text_puts(&t, b->runs_new > 0 && b->runs_changed > 0 ? ", " : "");
    if (b->runs_changed > 0)
        text_put(&t,
                 page_tell(page, SAY_UPLOAD_RUNS_CHANGED, SAY_ARGS(SAY_AS_INT(b->runs_changed))));
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static void
put_runs(const struct page *page, const struct upload_block *b, struct upload_change_row *row)
{
    for (int i = 0; i < b->runs_len && row->runs_len < (int)ARRAY_LEN(row->runs); i++) {
        const struct upload_run *r = &b->runs[i];

        if (r->step == UPLOAD_CHANGED)
            row->runs[row->runs_len++] = page_tell(
                page, SAY_UPLOAD_RUN_LINE,
                SAY_ARGS(SAY_AS_INT(r->line),
                         SAY_AS_TEXT(what_differs(page, r->differs, LIST_RUN, RUN_FIELDS))));
    }
}

static void
put_change(struct page_publish_upload *p, const struct upload_block *b)
{
    const struct page *page = p->page;
    struct upload_change_row *row = &p->changes[p->changes_len++];

    *row = (struct upload_change_row){
        .title = b->title,
        .code = b->code,
        .what = b->step == UPLOAD_NEW ? page_say(page, SAY_UPLOAD_NEW)
                                      : what_differs(page, b->differs, LIST_BLOCK, BLOCK_FIELDS),
        .dates = dates_of(page, b)};
    put_runs(page, b, row);
    if (b->missing > 0)
        row->notes[row->notes_len++] =
            page_tell(page, SAY_UPLOAD_MISSING, SAY_ARGS(SAY_AS_INT(b->missing)));
    if (b->begins_version)
        row->notes[row->notes_len++] = page_say(page, SAY_UPLOAD_BEGINS_VERSION);
    if (b->in_catalogue && b->runs_new + b->runs_changed > 0)
        row->notes[row->notes_len++] = page_say(page, SAY_UPLOAD_DATES_NOW);
}

static void
put_plan(struct page_publish_upload *p)
{
    const struct upload_plan *plan = p->plan;

    p->line_word = plan->list->is_feed ? SAY_UPLOAD_COURSE : SAY_UPLOAD_LINE;
    put_problems(p);
    if (plan->list->problems_count > 0)
        return;
    p->no_change = plan->news + plan->changed == 0;
    p->mark = plan->mark;
    for (int i = 0; i < plan->len && p->changes_len < UPLOAD_ROWS_MAX; i++) {
        if (plan->blocks[i].step != UPLOAD_SAME)
            put_change(p, &plan->blocks[i]);
    }
    p->more_changes = plan->news + plan->changed > p->changes_len;
}

static enum err
show(struct page *page, struct page_publish_upload *p, struct http_response *res)
{
    if (p->plan != NULL)
        put_plan(p);
    if (res->status == 200 && (p->problem.len > 0 || p->problems_len > 0))
        res->status = 422;
    page->title = page_say(page, p->plan != NULL && p->problems_len == 0 ? SAY_UPLOAD_PREVIEW
                                                                         : SAY_UPLOAD_TITLE);
    PAGE_SEND(page, res, page_publish_upload, p);
}

static enum err
put_exports(struct page *page, const struct publish_desk *desk, struct page_publish_upload *p)
{
    struct provider_blocks blocks = {.at = NULL};
    int64_t parts;

    TRY(publish_list(&page->req->ctx, desk, 0, &blocks));
    parts = (blocks.count + PUBLISH_EXPORT_BLOCKS - 1) / PUBLISH_EXPORT_BLOCKS;
    parts = parts > UPLOAD_PARTS_MAX ? UPLOAD_PARTS_MAX : parts;
    p->exports = arena_array(page->req->arena, struct crumb, (size_t)parts + 1);
    if (p->exports == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < parts; i++) {
        struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
        struct crumb *x = &p->exports[p->exports_len++];

        text_put(&t, publish_url(page, desk, "/bausteine.csv?teil="));
        text_int(&t, i + 1);
        TRY(text_end(&t, &x->url));
        x->label = page_say(page, SAY_UPLOAD_EXPORT);
        if (parts > 1)
            x->label = page_tell(page, SAY_UPLOAD_COLUMN_OF,
                                 SAY_ARGS(SAY_AS_TEXT(x->label),
                                          SAY_AS_TEXT(page_tell(page, SAY_UPLOAD_EXPORT_PART,
                                                                SAY_ARGS(SAY_AS_INT(i + 1))))));
    }
    return OK;
}

/* In the arena: two hundred rows of two kinds are much for a stack. */
static enum err
begin(struct page *page, struct publish_desk *desk, struct page_publish_upload **ret)
{
    struct page_publish_upload *p = arena_new(page->req->arena, struct page_publish_upload);

    if (p == NULL)
        return ERR_LIMIT;
    TRY(publish_page_desk(page, desk));
    p->page = page;
    p->crumbs = publish_crumbs(page, desk, page_say(page, SAY_UPLOAD_TITLE));
    p->action = publish_url(page, desk, "/hochladen");
    p->take = publish_url(page, desk, "/hochladen/uebernehmen");
    p->columns_url = publish_url(page, desk, "/hochladen/spalten");
    p->template_url = publish_url(page, desk, "/hochladen/vorlage.csv");
    TRY(put_exports(page, desk, p));
    *ret = p;
    return OK;
}

enum err
page_publish_upload_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_upload *p = NULL;
    struct publish_desk desk;

    TRY(begin(&page, &desk, &p));
    return show(&page, p, res);
}

/* --- reading ------------------------------------------------------------- */

/* What a file needs in memory must leave room for the page that tells of it. */
static enum err
read_file(struct page_publish_upload *p, const struct publish_desk *desk, struct slice file)
{
    struct http_request *req = p->page->req;
    struct upload_plan *plan = arena_new(req->arena, struct upload_plan);
    struct arena_mark mark = arena_mark(req->arena);
    enum err e;

    if (plan == NULL)
        return ERR_LIMIT;
    e = publish_upload_preview(&req->ctx, desk, file, plan, &p->upload);
    if (e == ERR_LIMIT) {
        arena_rewind(req->arena, mark);
        ctx_clear(&req->ctx);
        p->problem = page_say(p->page, SAY_UPLOAD_LARGE);
        return OK;
    }
    TRY(e);
    p->plan = plan;
    return OK;
}

enum err
page_publish_upload_read(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_upload *p = NULL;
    const struct form_file *file = multipart_file(&req->files, "datei");
    struct slice list = file != NULL ? file->bytes : form_value(&req->form, "text");
    struct publish_desk desk;

    TRY(begin(&page, &desk, &p));
    p->text = form_value(&req->form, "text");
    if (slice_trim(list).len == 0)
        p->problem = page_say(&page, SAY_UPLOAD_NOTHING);
    else
        TRY(read_file(p, &desk, list));
    return show(&page, p, res);
}

/* --- taking over --------------------------------------------------------- */

static enum err
refuse(struct page *page, struct page_publish_upload *p, struct http_response *res, enum err why)
{
    ctx_clear(&page->req->ctx);
    if (why == ERR_NOT_FOUND) {
        p->problem = page_say(page, SAY_UPLOAD_FORGOTTEN);
        p->plan = NULL;
        return show(page, p, res);
    }
    p->problem = page_say(page, SAY_UPLOAD_CHANGED_SINCE);
    res->status = 409;
    return show(page, p, res);
}

enum err
page_publish_upload_take(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_upload *p = NULL;
    struct upload_plan *plan = arena_new(req->arena, struct upload_plan);
    struct publish_desk desk;
    int64_t mark = 0;
    enum err e;

    TRY(begin(&page, &desk, &p));
    if (plan == NULL)
        return ERR_LIMIT;
    if (slice_int(form_value(&req->form, "liste"), 1, INT64_MAX, &p->upload) != OK ||
        slice_int(form_value(&req->form, "stand"), 0, INT64_MAX, &mark) != OK)
        return ERR_NOT_FOUND;
    e = publish_upload_confirm(&req->ctx, &desk, p->upload, (uint64_t)mark, plan);
    p->plan = plan;
    if (e == ERR_NOT_FOUND || e == ERR_CONFLICT)
        return refuse(&page, p, res, e);
    TRY(e);
    return http_redirect(res, publish_url(&page, &desk, "/pruefung?uebernommen"));
}

/* --- taking along --------------------------------------------------------------- */

enum err
page_publish_export(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct publish_desk desk;
    int64_t part = 1;

    TRY(publish_page_desk(&page, &desk));
    if (form_has(&req->query, "teil") &&
        slice_int(form_value(&req->query, "teil"), 1, UPLOAD_PARTS_MAX, &part) != OK)
        return ERR_NOT_FOUND;
    TRY(publish_export(&req->ctx, &desk, (int)part - 1, &res->body));
    res->content_type = "text/csv; charset=utf-8";
    http_set_download(res, "bausteine.csv");
    return OK;
}

enum err
page_publish_template(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct publish_desk desk;

    TRY(publish_page_desk(&page, &desk));
    TRY(publish_template(&req->ctx, &desk, &res->body));
    res->content_type = "text/csv; charset=utf-8";
    http_set_download(res, "vorlage.csv");
    return OK;
}
