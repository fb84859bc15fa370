/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/sheet_json.h"

#include "exchange/json_read.h"
#include "exchange/own_json.h"

enum err
sheet_json_write(struct ctx *ctx, const struct module_sheet *sheet, struct slice *ret_json)
{
    struct text t = text_init(ctx->arena, BLOCK_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-sheet/1"));
    for (int i = 0; i < BLOCK_FIELDS; i++) {
        if (sheet->fields[i].len > 0)
            json_write_member_text(&w, sheet_block_name((enum block_field)i), sheet->fields[i]);
    }
    json_write_key(&w, "termine");
    json_write_array(&w);
    for (int r = 0; r < sheet->runs_len; r++) {
        json_write_object(&w);
        for (int i = 0; i < RUN_FIELDS; i++) {
            if (sheet->runs[r].fields[i].len > 0)
                json_write_member_text(&w, sheet_run_name((enum run_field)i),
                                       sheet->runs[r].fields[i]);
        }
        json_write_object_end(&w);
    }
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    return text_end(&t, ret_json) == OK
               ? OK
               : fail(ctx, ERR_LIMIT, "a block of more than %d bytes", BLOCK_BYTES_MAX);
}

static enum err
read_runs(struct ctx *ctx, const struct json_value *list, struct module_sheet *s)
{
    s->runs = own_json_array(ctx, struct run_sheet, list->len + 1);
    if (s->runs == NULL)
        return ERR_LIMIT;
    for (size_t r = 0; r < list->len; r++) {
        TRY(json_as_object(ctx, &list->items[r]));
        for (int i = 0; i < RUN_FIELDS; i++)
            TRY(json_may_text(ctx, &list->items[r], sheet_run_name((enum run_field)i),
                              BLOCK_BYTES_MAX, &s->runs[r].fields[i]));
    }
    s->runs_len = (int)list->len;
    return OK;
}

enum err
sheet_json_read(struct ctx *ctx, struct slice json, struct module_sheet *ret_sheet)
{
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct module_sheet s = {.runs = NULL};

    TRY(own_json_open(ctx, json, "kommunalcampus-sheet/1", &top));
    for (int i = 0; i < BLOCK_FIELDS; i++)
        TRY(json_may_text(ctx, top, sheet_block_name((enum block_field)i), BLOCK_BYTES_MAX,
                          &s.fields[i]));
    TRY(json_need_array(ctx, top, "termine", BLOCK_RUNS_MAX, &list));
    TRY(read_runs(ctx, list, &s));
    *ret_sheet = s;
    return OK;
}
