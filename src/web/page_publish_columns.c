/* SPDX-License-Identifier: EUPL-1.2 */
/* What belongs into which column of a list of blocks: from the table that lists are read by. */
#include "web/page.gen.h"
#include "web/page_publish_upload.h"
#include "web/publish_page.h"
#include "web/route.h"

static const enum say_key BLOCK_TEXTS[BLOCK_FIELDS] = {
    [BLOCK_TITLE] = SAY_UPLOAD_KIND_TEXT,
    [BLOCK_SUMMARY] = SAY_UPLOAD_KIND_TEXT,
    [BLOCK_DESCRIPTION] = SAY_UPLOAD_KIND_TEXT,
    [BLOCK_FORMAT] = SAY_UPLOAD_KIND_CHOICE,
    [BLOCK_KIND] = SAY_UPLOAD_KIND_CHOICE,
    [BLOCK_CERTIFICATE] = SAY_UPLOAD_KIND_CHOICE,
    [BLOCK_LANGUAGE] = SAY_UPLOAD_KIND_LANGUAGE,
    [BLOCK_URL] = SAY_UPLOAD_KIND_URL,
    [BLOCK_HOURS] = SAY_UPLOAD_KIND_HOURS,
    [BLOCK_PRICE] = SAY_UPLOAD_KIND_PRICE,
    [BLOCK_GIVES] = SAY_UPLOAD_KIND_GIVES,
    [BLOCK_NEEDS] = SAY_UPLOAD_KIND_NEEDS,
    [BLOCK_TARGET_GROUPS] = SAY_UPLOAD_KIND_CHOICES,
    [BLOCK_TOPICS] = SAY_UPLOAD_KIND_CHOICES,
    [BLOCK_ACCESS] = SAY_UPLOAD_KIND_CHOICES,
    [BLOCK_SELF_PACED] = SAY_UPLOAD_KIND_YES,
};

static const enum say_key RUN_TEXTS[RUN_FIELDS] = {
    [RUN_CODE] = SAY_UPLOAD_KIND_RUN,        [RUN_FIRST] = SAY_UPLOAD_KIND_FIRST,
    [RUN_LAST] = SAY_UPLOAD_KIND_LAST,       [RUN_SITTINGS] = SAY_UPLOAD_KIND_SITTINGS,
    [RUN_PLACE] = SAY_UPLOAD_KIND_TEXT,      [RUN_POSTCODE] = SAY_UPLOAD_KIND_POSTCODE,
    [RUN_CITY] = SAY_UPLOAD_KIND_TEXT,       [RUN_SEATS] = SAY_UPLOAD_KIND_SEATS,
    [RUN_SEATS_MIN] = SAY_UPLOAD_KIND_LEAST,
};

static struct slice
text_of(const struct page *page, enum say_key key, int column)
{
    if (key == SAY_UPLOAD_KIND_TEXT)
        return page_tell(page, key, SAY_ARGS(SAY_AS_INT((int64_t)list_column_max(column))));
    return page_say(page, key);
}

static struct block_choices
choices_of(const struct publish_form *f, enum block_field field)
{
    switch (field) {
    case BLOCK_FORMAT:
        return f->formats;
    case BLOCK_KIND:
        return f->kinds;
    case BLOCK_CERTIFICATE:
        return f->certificates;
    case BLOCK_TARGET_GROUPS:
        return f->jobs;
    case BLOCK_TOPICS:
        return f->topics;
    case BLOCK_ACCESS:
        return f->access;
    case BLOCK_TITLE:
    case BLOCK_SUMMARY:
    case BLOCK_DESCRIPTION:
    case BLOCK_LANGUAGE:
    case BLOCK_URL:
    case BLOCK_HOURS:
    case BLOCK_PRICE:
    case BLOCK_GIVES:
    case BLOCK_NEEDS:
    case BLOCK_SELF_PACED:
    default:
        return (struct block_choices){NULL, 0};
    }
}

/* Which an empty sheet is said to lack: by who reads it, so that it cannot be wrong. */
static enum err
find_needed(const struct page *page, bool ret_needed[BLOCK_FIELDS])
{
    const struct catalogue *c = page->snap->catalogue;
    struct block_base base = {c->framework, c->topics, c->topics_len, c->jobs, c->jobs_len};
    struct module_sheet empty = {.runs = NULL};
    struct block_faults faults = {.len = 0};
    struct module m;

    TRY(module_sheet_read(page->req->arena, &empty, &base, &m, &faults));
    for (int i = 0; i < faults.len; i++)
        ret_needed[faults.at[i].field] = true;
    return OK;
}

static enum err
put_block(const struct page *page, const struct publish_form *f, struct page_publish_columns *p)
{
    bool needed[BLOCK_FIELDS] = {false};

    TRY(find_needed(page, needed));
    p->block[p->block_len++] = (struct upload_column_row){
        .name = list_column_name(LIST_CODE),
        .english = list_column_english(LIST_CODE),
        .label = page_say(page, SAY_UPLOAD_CODE),
        .text = page_tell(page, SAY_UPLOAD_KIND_CODE, SAY_ARGS(SAY_AS_TEXT(SLICE("e-akte"))))};
    for (int i = 0; i < BLOCK_FIELDS; i++)
        p->block[p->block_len++] = (struct upload_column_row){
            .name = list_column_name(LIST_BLOCK + i),
            .english = list_column_english(LIST_BLOCK + i),
            .label = page_say(page, publish_word_field((enum block_field)i)),
            .text = text_of(page, BLOCK_TEXTS[i], LIST_BLOCK + i),
            .is_needed = needed[i],
            .choices = choices_of(f, (enum block_field)i)};
    return OK;
}

static void
put_run(const struct page *page, struct page_publish_columns *p)
{
    for (int i = 0; i < RUN_FIELDS; i++)
        p->run[p->run_len++] = (struct upload_column_row){
            .name = list_column_name(LIST_RUN + i),
            .english = list_column_english(LIST_RUN + i),
            .label = page_say(page, publish_word_run_field((enum run_field)i)),
            .text = text_of(page, RUN_TEXTS[i], LIST_RUN + i)};
}

enum err
page_publish_columns(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_publish_columns *p = arena_new(req->arena, struct page_publish_columns);
    struct publish_form *form = arena_new(req->arena, struct publish_form);
    struct module_sheet empty = {.runs = NULL};
    struct publish_desk desk;

    if (p == NULL || form == NULL)
        return ERR_LIMIT;
    TRY(publish_page_desk(&page, &desk));
    TRY(publish_form_show(&page, &empty, NULL, form));
    p->page = &page;
    p->crumbs = publish_crumbs(&page, &desk, page_say(&page, SAY_UPLOAD_COLUMNS));
    p->back = publish_url(&page, &desk, "/hochladen");
    p->template_url = publish_url(&page, &desk, "/hochladen/vorlage.csv");
    p->competences = form->competences;
    TRY(put_block(&page, form, p));
    put_run(&page, p);
    page.title = page_say(&page, SAY_UPLOAD_COLUMNS);
    PAGE_SEND(&page, res, page_publish_columns, p);
}
