/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"
#include "exchange/items_json.h"

/* What is not there is not written, as in the files of data/items. */
static void
put_text(struct json_write *w, const char *key, struct slice text)
{
    if (text.len > 0)
        json_write_member_text(w, key, text);
}

static void
put_texts(struct json_write *w, const char *key, const struct slice *texts, int len)
{
    json_write_key(w, key);
    json_write_array(w);
    for (int i = 0; i < len; i++)
        json_write_text(w, texts[i]);
    json_write_array_end(w);
}

static void
put_choices(struct json_write *w, const char *worth, const struct item_choice *choices, int len)
{
    json_write_key(w, "choices");
    json_write_array(w);
    for (int i = 0; i < len; i++) {
        json_write_object(w);
        json_write_member_text(w, "text", choices[i].text);
        if (choices[i].credit > 0)
            json_write_member_int(w, worth, choices[i].credit);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
put_steps(struct json_write *w, const struct item *it)
{
    json_write_key(w, "steps");
    json_write_array(w);
    for (int i = 0; i < it->choices_len; i++)
        json_write_text(w, it->choices[i].text);
    json_write_array_end(w);
}

static void
put_pairs(struct json_write *w, const struct item *it)
{
    json_write_key(w, "pairs");
    json_write_array(w);
    for (int i = 0; i < it->choices_len; i++) {
        json_write_object(w);
        json_write_member_text(w, "left", it->blanks[i].label);
        json_write_member_text(w, "right", it->choices[i].text);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
put_blanks(struct json_write *w, const struct item *it)
{
    bool gap = it->kind == ITEM_GAP;

    json_write_key(w, gap ? "gaps" : "fields");
    json_write_array(w);
    for (int b = 0; b < it->blanks_len; b++) {
        const struct item_blank *blank = &it->blanks[b];

        json_write_object(w);
        put_text(w, gap ? "before" : "label", blank->label);
        if (blank->choices_len > 0)
            put_choices(w, "right", blank->choices, blank->choices_len);
        else
            put_texts(w, "accepted", blank->accepted, blank->accepted_len);
        json_write_object_end(w);
    }
    json_write_array_end(w);
    if (gap)
        put_text(w, "after", it->after);
}

static void
put_rows(struct json_write *w, const struct item *it)
{
    put_texts(w, "columns", it->columns, it->columns_len);
    json_write_key(w, "rows");
    json_write_array(w);
    for (int i = 0; i < it->choices_len; i++) {
        json_write_object(w);
        put_texts(w, "cells", it->choices[i].cells, it->columns_len);
        if (it->choices[i].credit > 0)
            json_write_member_int(w, "right", it->choices[i].credit);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
put_parts(struct json_write *w, const struct item *it)
{
    switch (it->kind) {
    case ITEM_SINGLE:
    case ITEM_MULTIPLE:
        put_choices(w, "right", it->choices, it->choices_len);
        break;
    case ITEM_SITUATION:
        put_choices(w, "credit", it->choices, it->choices_len);
        break;
    case ITEM_ORDER:
        put_steps(w, it);
        break;
    case ITEM_MATCH:
        put_pairs(w, it);
        break;
    case ITEM_GAP:
    case ITEM_FORM:
        put_blanks(w, it);
        break;
    case ITEM_PICK:
        put_rows(w, it);
        break;
    }
}

enum err
items_json_write_one(struct ctx *ctx, const struct item *it, struct slice competence,
                     struct slice *ret_bytes)
{
    struct text t = text_init(ctx->arena, ITEM_CONTENT_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-items/1"));
    json_write_member_text(&w, "competence", competence);
    json_write_key(&w, "items");
    json_write_array(&w);
    json_write_object(&w);
    json_write_member_text(&w, "code", it->code);
    json_write_member_text(&w, "kind", slice_of(item_kind_code(it->kind)));
    json_write_member_int(&w, "level", it->level);
    json_write_member_text(&w, "facet", it->facet);
    json_write_member_text(&w, "text", it->text);
    put_parts(&w, it);
    put_text(&w, "explanation", it->explanation);
    json_write_object_end(&w);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    if (text_end(&t, ret_bytes) != OK)
        return fail(ctx, ERR_LIMIT, "item %.*s has more than %d bytes", SLICE_ARG(it->code),
                    ITEM_CONTENT_BYTES_MAX);
    return OK;
}
