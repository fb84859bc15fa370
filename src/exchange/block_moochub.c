/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/block_moochub.h"

#include "exchange/moochub.h"

static const int STATED[] = {
    LIST_CODE,
    LIST_BLOCK + BLOCK_TITLE,
    LIST_BLOCK + BLOCK_SUMMARY,
    LIST_BLOCK + BLOCK_DESCRIPTION,
    LIST_BLOCK + BLOCK_FORMAT,
    LIST_BLOCK + BLOCK_CERTIFICATE,
    LIST_BLOCK + BLOCK_LANGUAGE,
    LIST_BLOCK + BLOCK_URL,
    LIST_BLOCK + BLOCK_HOURS,
    LIST_BLOCK + BLOCK_PRICE,
    LIST_BLOCK + BLOCK_GIVES,
    LIST_BLOCK + BLOCK_NEEDS,
    LIST_BLOCK + BLOCK_TOPICS,
    LIST_BLOCK + BLOCK_SELF_PACED,
    LIST_RUN + RUN_FIRST,
    LIST_RUN + RUN_LAST,
    LIST_RUN + RUN_SITTINGS,
    LIST_RUN + RUN_PLACE,
    LIST_RUN + RUN_POSTCODE,
    LIST_RUN + RUN_CITY,
    LIST_RUN + RUN_SEATS,
};

bool
block_moochub_is_json(struct slice bytes)
{
    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        bytes = slice_sub(bytes, 3, bytes.len);
    bytes = slice_trim(bytes);
    return bytes.len > 0 && (bytes.at[0] == '{' || bytes.at[0] == '[');
}

static enum err
refuse(struct ctx *ctx, struct block_list *list, enum list_fault fault, struct slice value)
{
    struct list_problem p = {.line = 1, .column = LIST_LINE, .fault = fault, .value = value};

    list->len = 0;
    return block_list_add_problem(ctx->arena, list, p);
}

/* "va-rheinbogen": at most as long as a feed's code may be. */
static struct slice
feed_code(struct slice provider)
{
    struct slice code = slice_sub(provider, 0, MOOCHUB_FEED_BYTES_MAX);

    while (slice_ends(code, SLICE("-")))
        code.len--;
    return code;
}

static enum err
put_runs(struct arena *a, const struct moochub_course *c, int line, struct list_entry *e)
{
    const struct module_draft *d = &c->draft;
    int len = d->module.runs_len < BLOCK_RUNS_MAX ? d->module.runs_len : BLOCK_RUNS_MAX;

    e->sheet.runs = arena_array(a, struct run_sheet, (size_t)len + 1);
    e->run_lines = arena_array(a, int, (size_t)len + 1);
    if (e->sheet.runs == NULL || e->run_lines == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        struct run_sheet *run = &e->sheet.runs[i];

        TRY(sheet_run_of(a, &d->module.runs[i], run));
        run->fields[RUN_CODE] = SLICE("");
        if (d->run_venues != NULL && d->run_venues[i].len > 0) {
            run->fields[RUN_PLACE] = c->place.name;
            run->fields[RUN_POSTCODE] = c->place.postcode;
            run->fields[RUN_CITY] = c->place.city;
        }
        e->run_lines[i] = line;
    }
    e->sheet.runs_len = len;
    return OK;
}

/* A course's number in the file is not kept by the reader: they are counted as they were taken. */
static enum err
put_course(struct arena *a, const struct block_feed *feed, const struct moochub_course *c, int line,
           struct block_list *list)
{
    struct list_entry *e = &list->entries[list->len];
    struct list_problem many = {.line = line, .column = LIST_LINE, .fault = LIST_RUNS_MANY};

    *e = (struct list_entry){.line = line, .code_is_made = true};
    TRY(module_sheet_of(a, &c->draft.module, feed->base, &e->sheet));
    if (c->draft.module.minutes == 0)
        e->sheet.fields[BLOCK_HOURS] = SLICE("");
    e->code = c->draft.module.code;
    list->len++;
    if (c->draft.module.runs_len > BLOCK_RUNS_MAX)
        TRY(block_list_add_problem(a, list, many));
    return put_runs(a, c, line, e);
}

static enum err
put_skips(struct arena *a, const struct import_report *report, struct block_list *list)
{
    for (size_t i = 0; i < report->skips.len; i++) {
        struct text t = text_init(a, 2000);
        struct list_problem p = {.line = list->lines, .column = LIST_LINE, .fault = LIST_RECORD};

        text_put(&t, report->skips.notes[i].record);
        text_puts(&t, report->skips.notes[i].record.len > 0 ? ": " : "");
        text_put(&t, report->skips.notes[i].reason);
        TRY(text_end(&t, &p.value));
        TRY(block_list_add_problem(a, list, p));
    }
    return OK;
}

static enum err
put_page(struct ctx *ctx, const struct block_feed *feed, const struct moochub_page *page,
         struct block_list *list)
{
    list->lines = page->len + (int)page->report.skips.count;
    list->more_pages = page->next.len > 0 || page->prev.len > 0;
    if (page->len > OFFER_ROWS_MAX)
        return refuse(ctx, list, LIST_BLOCKS_MANY, SLICE(""));
    if (list->lines == 0)
        return refuse(ctx, list, LIST_FILE_EMPTY, SLICE(""));
    list->entries = arena_array(ctx->arena, struct list_entry, (size_t)page->len + 1);
    if (list->entries == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < page->len; i++)
        TRY(put_course(ctx->arena, feed, &page->courses[i], i + 1, list));
    return put_skips(ctx->arena, &page->report, list);
}

enum err
block_moochub_read(struct ctx *ctx, struct slice bytes, const struct block_feed *feed,
                   struct block_list *ret_list)
{
    struct topic_list topics = {.len = feed->base->topics_len};
    const struct moochub_options options = {feed_code(feed->provider), feed->base->framework,
                                            &topics};
    struct moochub_page page = {.len = 0};
    enum err e;

    *ret_list = (struct block_list){.is_feed = true};
    for (size_t i = 0; i < ARRAY_LEN(STATED); i++)
        ret_list->stated |= UINT32_C(1) << STATED[i];
    if (bytes.len > OFFER_UPLOAD_BYTES_MAX)
        return refuse(ctx, ret_list, LIST_FILE_LARGE, SLICE(""));
    topics.topics = arena_array(ctx->arena, struct topic, (size_t)topics.len + 1);
    if (topics.topics == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for topics");
    for (int i = 0; i < topics.len; i++)
        topics.topics[i] = feed->base->topics[i];
    e = moochub_read(ctx, bytes, &options, &page);
    if (e == ERR_INVALID) {
        struct slice why = slice_of(ctx_message(ctx, e));

        TRY(refuse(ctx, ret_list, LIST_FILE_JSON, why));
        ctx_clear(ctx);
        return OK;
    }
    TRY(e);
    return put_page(ctx, feed, &page, ret_list);
}
