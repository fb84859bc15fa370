/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of blocks: what was read is sound, within its limits, and survives being written. */
#include "base/limits.h"
#include "base/unicode.h"
#include "exchange/block_csv.h"
#include "fuzz.h"

static void
entry_holds(const struct list_entry *e)
{
    MUST(e->line > 0 && e->sheet.runs_len <= BLOCK_RUNS_MAX);
    MUST(e->code.len > 0 || e->sheet.fields[BLOCK_TITLE].len > 0);
    for (int i = 0; i < BLOCK_FIELDS; i++)
        MUST(e->sheet.fields[i].len <= sheet_block_max((enum block_field)i) &&
             unicode_is_valid(e->sheet.fields[i]));
    for (int r = 0; r < e->sheet.runs_len; r++) {
        MUST(e->run_lines[r] >= 1);
        for (int i = 0; i < RUN_FIELDS; i++)
            MUST(e->sheet.runs[r].fields[i].len <= sheet_run_max((enum run_field)i));
    }
}

/* What was read, written, and read again is the same. */
static void
comes_back(struct ctx *ctx, const struct block_list *list)
{
    struct text t = text_init(ctx->arena, 64 << 20);
    struct block_list again = {0};
    struct slice csv = {0};

    block_csv_put_head(&t);
    for (int i = 0; i < list->len; i++)
        block_csv_put(&t, list->entries[i].code, &list->entries[i].sheet);
    MUST(text_end(&t, &csv) == OK);
    if (csv.len > OFFER_UPLOAD_BYTES_MAX)
        return;
    MUST(block_csv_read(ctx, csv, &again) == OK);
    MUST(again.problems_count == 0 && again.len == list->len);
    for (int i = 0; i < list->len; i++) {
        MUST(list_block_differs(&list->entries[i].sheet, &again.entries[i].sheet) == 0);
        MUST(list->entries[i].sheet.runs_len == again.entries[i].sheet.runs_len);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(512 << 20);
    struct ctx ctx = {.arena = a};
    struct block_list list = {0};

    MUST(a != NULL);
    MUST(block_csv_read(&ctx, fuzz_slice(data, size), &list) == OK);
    MUST(list.len <= OFFER_ROWS_MAX && list.problems_len <= LIST_PROBLEMS_MAX);
    MUST(list.len > 0 || list.problems_count > 0);
    for (int i = 0; i < list.len; i++)
        entry_holds(&list.entries[i]);
    for (int i = 1; i < list.problems_len; i++)
        MUST(list.problems[i - 1].line <= list.problems[i].line);
    if (list.problems_count == 0)
        comes_back(&ctx, &list);
    arena_close(a);
    return 0;
}
